#include "core/base/log.h"

#include <spdlog/sinks/null_sink.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/spdlog.h>

#include <mutex>

#include "core/base/paths.h"

namespace velatura {

namespace {

std::mutex& logMutex() {
    // Never destroyed, like the logger: a thread may still log while the process ends.
    static auto& m = *new std::mutex;
    return m;
}

std::shared_ptr<spdlog::logger>& logger() {
    static auto& l = *new std::shared_ptr<spdlog::logger>(
        std::make_shared<spdlog::logger>("velatura", std::make_shared<spdlog::sinks::null_sink_mt>()));
    return l;
}

std::shared_ptr<spdlog::logger> current() {
    const std::lock_guard lock(logMutex());
    return logger();
}

}  // namespace

std::filesystem::path logFolder() { return stateFolder() / "logs"; }

void startLog(std::string_view name) {
    try {
        std::filesystem::create_directories(logFolder());
        auto sink = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
            (logFolder() / (std::string(name) + ".log")).string(), 1 << 20, 2);  // and two older ones
        auto fresh = std::make_shared<spdlog::logger>("velatura", sink);
        fresh->flush_on(spdlog::level::info);
        // A full disk is told where something is saved; the log does not chatter about itself on standard error.
        fresh->set_error_handler([](const std::string&) {});
        const std::lock_guard lock(logMutex());
        logger() = std::move(fresh);
    } catch (const std::exception&) {
        // A read-only home must not keep anybody from painting.
    }
}

void logInfo(std::string_view text) { current()->info("{}", text); }
void logWarning(std::string_view text) { current()->warn("{}", text); }
void logError(std::string_view text) { current()->error("{}", text); }

}  // namespace velatura
