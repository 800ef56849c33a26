// ParamForm: the form of one engine or trainer, made from its schema alone. Basic fields stand open, the rest is folded
// under the schema's group headings. Every gesture is one step on the undo stack. Window thread.
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtWidgets/QWidget>
#include <map>
#include <string>
#include <vector>

#include "core/base/param_schema.h"

class QUndoStack;

namespace velatura {

class FoldSection;
class ParamRow;

class ParamForm : public QWidget {
    Q_OBJECT
public:
    /// `schema` outlives the form (schemas are static). `undo` may be null: then changes cannot be undone.
    explicit ParamForm(const Schema& schema, QUndoStack* undo, QWidget* parent = nullptr);
    ~ParamForm() override;

    const Schema& schema() const { return schema_; }
    QUndoStack* undoStack() const { return undo_; }
    ParamValues values() const { return values_; }
    /// What differs from the defaults.
    ParamValues changedValues() const { return schema_.changed(values_); }

    /// Takes values as they come from settings or a restored result: no undo step. Keys that the schema does not know
    /// and values that it refuses are left at their defaults.
    void setValues(const ParamValues& values);
    /// The same as one undo step named `what` ("Apply preset Soft").
    void applyValues(const ParamValues& values, const QString& what);

    /// One field, as its row does: refused when it does not fit, one undo step a gesture.
    void edit(const std::string& key, const ParamValue& value, int gesture);
    /// Something more at the end of a folded group; nothing where there is no such group.
    void addToGroup(const QString& group, QWidget* widget);

    /// While a job runs with these values only fields with ParamSpec::live may be changed.
    void setRunning(bool running);

    /// Not shown here, where it would do nothing; its value stays.
    void leaveOut(const std::string& key);

    /// Which groups are unfolded.
    QByteArray saveState() const;
    bool restoreState(const QByteArray& state);

Q_SIGNALS:
    /// Any value changed, whoever changed it.
    void valuesChanged();
    /// A field with ParamSpec::live changed.
    void liveChanged(const QString& key);

protected:
    void changeEvent(QEvent* event) override;

private:
    friend class ParamCommand;
    void build();
    void retranslate();
    void put(const ParamValues& values);

    const Schema& schema_;
    QUndoStack* undo_;
    ParamValues values_;
    std::map<std::string, ParamRow*> rows_;
    std::vector<FoldSection*> sections_;
};

}  // namespace velatura
