// ExportMeter: how large the file would be, measured by encoding it on the encoding lane whenever the choices have
// settled. The newest question wins, the ones before give up. What was encoded is kept, ready to be written. Window
// thread.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <atomic>
#include <functional>
#include <memory>

#include "core/base/result.h"
#include "core/image/image.h"

namespace velatura {

class Background;

class ExportMeter : public QObject {
    Q_OBJECT
public:
    /// On the lane; an empty picture when `proceed` said no.
    using MakeImage = std::function<Result<Image>(const std::function<bool(double)>& proceed)>;
    using Encode = std::function<Result<std::string>(const Image&)>;
    struct Question {
        std::string key;  ///< differs whenever the bytes would
        MakeImage make;
        Encode encode;
    };

    explicit ExportMeter(Background& lane, QObject* parent = nullptr);

    /// What to ask, at the time of asking.
    void setQuestion(std::function<Question()> question) { question_ = std::move(question); }
    void askNow();
    /// A little later, unless something changes again: a slider that still moves is not worth an encoding.
    void askSoon();
    /// Whatever is being measured gives up.
    void stop();
    void forget();
    /// The bytes for this key; null unless they were measured last.
    std::shared_ptr<const std::string> encoded(const std::string& key) const { return key == key_ ? bytes_ : nullptr; }

Q_SIGNALS:
    void measured(qint64 bytes);
    void failed(const velatura::Error& error);

private:
    Background& lane_;
    std::function<Question()> question_;
    QTimer settle_;
    std::shared_ptr<std::atomic<int>> newest_ = std::make_shared<std::atomic<int>>(0);
    std::shared_ptr<const std::string> bytes_;
    std::string key_;
};

}  // namespace velatura
