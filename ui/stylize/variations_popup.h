// VariationsPopup: four small pictures to choose from, which differ in one parameter: another part of the painting, or
// another strength. Asks for one picture after the other and paints none itself. Goes when anything else is clicked.
// Window thread.
#pragma once

#include <string>
#include <vector>

#include "core/base/param_schema.h"
#include "ui/common/popup_frame.h"

class QToolButton;

namespace velatura {

class VariationsPopup : public PopupFrame {
    Q_OBJECT
public:
    /// `schema` of the engine, `now` what its form says.
    VariationsPopup(const Schema& schema, const ParamValues& now, QWidget* parent);
    /// Whether an engine has anything to choose from.
    static bool suits(const Schema& schema);

    struct Choice {
        std::string key;
        ParamValue value;
    };
    /// The first that has no picture yet; null when all have one.
    const Choice* missing() const;
    /// Of missing(). A null picture: it cannot be painted.
    void setPicture(const QImage& picture);
    const std::vector<Choice>& choices() const { return choices_; }
    const std::vector<QToolButton*>& tiles() const { return tiles_; }
    QToolButton* strengthSwitch() const { return strengths_; }
    QToolButton* othersButton() const { return others_; }

Q_SIGNALS:
    /// There are other choices now, none of which has a picture.
    void choicesChanged();
    void chosen(const std::string& key, const velatura::ParamValue& value);
    /// Gone without a choice.
    void dismissed();

protected:
    void takeFocus() override;
    void hideEvent(QHideEvent* event) override;

private:
    void offerVariations();
    void offerStrengths();
    void offer(std::vector<Choice> choices);

    const Schema& schema_;
    std::int64_t from_ = 0;  ///< the variation before those that are offered
    std::vector<Choice> choices_;
    size_t painted_ = 0;
    bool taken_ = false;
    std::vector<QToolButton*> tiles_;
    QToolButton *variations_, *strengths_, *others_;
};

}  // namespace velatura
