#include "core/image_io/timelapse.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>

#include "core/base/atomic_file.h"
#include "core/base/writable.h"
#include "core/image/resample.h"
#include "core/image_io/color_profile.h"
#include "core/image_io/formats/avi_writer.h"
#include "core/image_io/formats/webp_animation.h"
#include "core/image_io/image_io.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

constexpr int kLookSide = 64;  ///< at which frames are compared
constexpr size_t kMostShown = 100'000;

std::string endingOf(const fs::path& path) {
    std::string out = path.extension().string();
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out.empty() ? out : out.substr(1);
}

bool numbered(TimelapseFormat f) { return f == TimelapseFormat::Png || f == TimelapseFormat::Jpeg; }

/// Absolute, without a slash at its end.
fs::path placeOf(const fs::path& folder) {
    std::error_code ec;
    const fs::path whole = fs::absolute(folder, ec).lexically_normal();
    return whole.has_filename() ? whole : whole.parent_path();
}

Status checkFolder(const fs::path& folder) {
    std::error_code ec;
    if (fs::exists(folder, ec) && !fs::is_directory(folder, ec))
        return fail(ErrorCode::Disk, "%1 is a file, but numbered pictures need a folder.", {folder.string()}, "Give another name.");
    if (fs::is_directory(folder, ec) && !fs::is_empty(folder, ec))
        return fail(ErrorCode::Disk, "The folder %1 is not empty, so no numbered pictures are written into it.", {folder.string()},
                    "Name a new folder.");
    return checkWritable(placeOf(folder).parent_path() / ".velatura-trial");
}

/// As a video shows it: sRGB, 8 bits, opaque, the size of the last.
Result<Image> shownAs(const Image& image, ImageSize size) {
    auto plain = image.info().icc.empty() ? Result<Image>(image) : convertColors(image, {});
    if (!plain) return plain;
    const Image u8 = toU8(*plain, 3);
    return (u8.size() == size ? u8 : resized(u8, size)).withInfo({});
}

double difference(const Image& a, const Image& b) {
    double sum = 0;
    for (int y = 0; y < a.height(); ++y)
        for (size_t i = 0; i < a.rowBytes(); ++i) sum += std::abs(int{a.row(y)[i]} - int{b.row(y)[i]});
    return sum / static_cast<double>(a.bytes());
}

/// Where the pictures go, one after the other; `times` shows one longer than the others.
class Sink {
public:
    virtual ~Sink() = default;
    virtual Status add(const Image& image, int times) = 0;
    virtual Status finish() = 0;
};

class AviSink : public Sink {
public:
    AviSink(formats::AviWriter writer, int quality) : writer_(std::move(writer)), quality_(quality) {}
    Status add(const Image& image, int times) override {
        const auto jpeg = encodePicture(image, "jpeg", {.quality = quality_, .metadata = SaveMetadata::Strip});
        if (!jpeg) return fail(jpeg.error());
        for (int i = 0; i < times; ++i)
            if (auto s = writer_.add(*jpeg); !s) return s;
        return {};
    }
    Status finish() override { return writer_.commit(); }

private:
    formats::AviWriter writer_;
    int quality_;
};

class WebpSink : public Sink {
public:
    WebpSink(formats::WebpAnimation animation, fs::path output, double fps)
        : animation_(std::move(animation)), output_(std::move(output)), fps_(fps) {}
    Status add(const Image& image, int times) override {
        auto s = animation_.add(image, now());
        shown_ += times;
        return s;
    }
    Status finish() override {
        const auto bytes = animation_.finish(now());
        return bytes ? writeFileAtomically(output_, *bytes) : Status(fail(bytes.error()));
    }

private:
    int now() const { return static_cast<int>(std::lround(1000.0 * shown_ / fps_)); }
    formats::WebpAnimation animation_;
    fs::path output_;
    double fps_;
    int shown_ = 0;
};

/// Into a folder beside the target, which is renamed at the end.
class FolderSink : public Sink {
public:
    FolderSink(const fs::path& output, std::string format, int quality)
        : output_(placeOf(output)), format_(std::move(format)), quality_(quality) {
        temporary_ = output_.parent_path() / fmt::format(".{}-{}", output_.filename().string(), ::getpid());
    }
    ~FolderSink() override {
        std::error_code ec;
        fs::remove_all(temporary_, ec);
    }
    Status add(const Image& image, int times) override {
        if (count_ == 0)
            if (auto s = makeFolder(temporary_); !s) return s;
        const auto bytes = encodePicture(image, format_, {.quality = quality_, .metadata = SaveMetadata::Strip});
        if (!bytes) return fail(bytes.error());
        for (int i = 0; i < times; ++i) {
            const fs::path file = temporary_ / fmt::format("frame-{:05}.{}", ++count_, format_ == "jpeg" ? "jpg" : "png");
            if (auto s = writeFileAtomically(file, *bytes); !s) return s;
        }
        return {};
    }
    Status finish() override {
        std::error_code ec;
        fs::remove(output_, ec);  // an empty one
        fs::rename(temporary_, output_, ec);
        if (ec) return fail(ErrorCode::Disk, "The folder %1 could not be made: %2.", {output_.string(), ec.message()}, "Name another one.");
        return {};
    }

private:
    fs::path output_, temporary_;
    std::string format_;
    int quality_, count_ = 0;
};

Result<std::unique_ptr<Sink>> sinkFor(const TimelapseOrder& order, TimelapseFormat format) {
    const auto& p = order.params;
    const double fps = std::round(p.fps * 1000) / 1000;
    if (format == TimelapseFormat::Avi) {
        auto writer = formats::AviWriter::create(order.output, order.last.size(), fps);
        if (!writer) return fail(writer.error());
        return std::make_unique<AviSink>(std::move(*writer), p.quality);
    }
    if (format == TimelapseFormat::Webp) {
        auto animation = formats::WebpAnimation::create(order.last.size(), p.quality);
        if (!animation) return fail(animation.error());
        return std::make_unique<WebpSink>(std::move(*animation), order.output, fps);
    }
    return std::make_unique<FolderSink>(order.output, format == TimelapseFormat::Png ? "png" : "jpeg", p.quality);
}

/// The recorded frames and, as the last one, the result.
class Frames {
public:
    explicit Frames(const TimelapseOrder& order) : order_(order) {}
    int count() const { return static_cast<int>(order_.frames.size()) + 1; }
    Result<Image> at(int i) const {
        if (i + 1 == count()) return shownAs(order_.last, order_.last.size());
        const auto image = loadPicture(order_.frames[static_cast<size_t>(i)]);
        if (!image) return image;
        return shownAs(*image, order_.last.size());
    }
    /// How much each differs from the one before it.
    Result<std::vector<double>> changes(const std::function<bool(double)>& proceed) const {
        std::vector<double> out;
        Image before;
        const ImageSize small = fitLongSide(order_.last.size(), kLookSide);
        for (int i = 0; i < count(); ++i) {
            if (!proceed(static_cast<double>(i) / count())) return std::vector<double>{};
            const auto image = at(i);
            if (!image) return fail(image.error());
            const Image look = thumbnail(*image, small);
            if (i > 0) out.push_back(difference(before, look));
            before = look;
        }
        return out;
    }

private:
    const TimelapseOrder& order_;
};

Result<int> writeAll(const TimelapseOrder& order, TimelapseFormat format, const std::function<bool(double)>& proceed) {
    constexpr double kLooking = 0.2;
    const auto& p = order.params;
    const Frames frames(order);
    std::vector<double> changes(static_cast<size_t>(frames.count() - 1), 1.0);
    if (p.ease > 0) {
        auto seen = frames.changes([&](double share) { return proceed(kLooking * share); });
        if (!seen) return fail(seen.error());
        if (seen->size() != changes.size()) return 0;
        changes = std::move(*seen);
    }
    const int moving = std::max(2, static_cast<int>(std::lround(p.length * p.fps)));
    const auto plan = timelapsePlan(changes, p.ease, moving);
    const int held = static_cast<int>(std::lround(p.hold * p.fps));
    check(plan.size() + static_cast<size_t>(held) < kMostShown, "a time-lapse of {} pictures", plan.size());
    auto sink = sinkFor(order, format);
    if (!sink) return fail(sink.error());
    // What is shown several times in a row is read and encoded once.
    for (size_t i = 0; i < plan.size();) {
        if (!proceed(kLooking + (1 - kLooking) * static_cast<double>(i) / static_cast<double>(plan.size()))) return 0;
        size_t next = i;
        while (next < plan.size() && plan[next] == plan[i]) ++next;
        const auto image = frames.at(plan[i]);
        if (!image) return fail(image.error());
        const int times = static_cast<int>(next - i) + (next == plan.size() ? held : 0);
        if (auto s = (*sink)->add(*image, times); !s) return fail(s.error());
        i = next;
    }
    if (!proceed(1)) return 0;
    if (auto s = (*sink)->finish(); !s) return fail(s.error());
    return static_cast<int>(plan.size()) + held;
}

}  // namespace

const char* timelapseEnding(TimelapseFormat format) {
    return format == TimelapseFormat::Avi ? "avi" : format == TimelapseFormat::Webp ? "webp" : "";
}

Result<TimelapseFormat> timelapseFormat(const fs::path& output, TimelapseFormat wanted) {
    const std::string ending = endingOf(output);
    TimelapseFormat named = TimelapseFormat::Png;
    for (const auto format : {TimelapseFormat::Avi, TimelapseFormat::Webp})
        if (ending == timelapseEnding(format)) named = format;
    std::error_code ec;
    const bool isFolder = fs::is_directory(output, ec);
    if (wanted == TimelapseFormat::ByName) {
        // A folder may be called anything, but a name that asks for another format is not meant as one.
        if (named == TimelapseFormat::Png && !isFolder && (ending == "mp4" || ending == "mov" || ending == "mkv" || ending == "gif" || formatForPath(output)))
            return fail(ErrorCode::Unsupported, "A time-lapse is not written as .%1.", {ending}, "Use .avi, .webp, or the name of a folder for numbered pictures.");
        return named;
    }
    if (!numbered(wanted) && (ending != timelapseEnding(wanted)))
        return fail(ErrorCode::Usage, "%1 should end in .%2 for this format.", {output.string(), timelapseEnding(wanted)}, "Change the name or the format.");
    return wanted;
}

Status checkTimelapse(const fs::path& output, TimelapseFormat wanted) {
    const auto format = timelapseFormat(output, wanted);
    if (!format) return fail(format.error());
    return numbered(*format) ? checkFolder(output) : checkWritable(output);
}

Result<int> exportTimelapse(const TimelapseOrder& order, const std::function<bool(double)>& proceed) {
    const auto format = timelapseFormat(order.output, order.params.format);
    if (!format) return fail(format.error());
    if (order.frames.empty())
        return fail(ErrorCode::NotFound, "No frames were kept of this run, so there is nothing to show.", {},
                    "Run it again with a time-lapse frame every few steps.");
    if (auto s = checkTimelapse(order.output, *format); !s) return fail(s.error());
    try {
        return writeAll(order, *format, proceed);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, "There is not enough memory to write the time-lapse.", {},
                    "Choose a lower quality, a shorter length or numbered pictures.");
    }
}

}  // namespace velatura
