#include "core/image_io/formats/avi_writer.h"

#include <algorithm>
#include <cmath>
#include <fstream>

namespace velatura::formats {

namespace {

constexpr std::uint32_t kHasIndex = 0x10, kKeyFrame = 0x10;
constexpr std::uint32_t kRateScale = 1000;

/// Little-endian pieces of a RIFF file.
class Bytes {
public:
    Bytes& name(const char* four) { return text_.append(four, 4), *this; }
    Bytes& u32(std::uint32_t v) {
        for (int i = 0; i < 4; ++i) text_ += static_cast<char>(v >> (8 * i) & 0xff);
        return *this;
    }
    Bytes& u16(std::uint16_t v) { return text_ += static_cast<char>(v & 0xff), text_ += static_cast<char>(v >> 8), *this; }
    Bytes& raw(const std::string& bytes) { return text_ += bytes, *this; }
    const std::string& text() const { return text_; }

private:
    std::string text_;
};

std::string chunk(const char* name, const std::string& content) {
    return Bytes().name(name).u32(static_cast<std::uint32_t>(content.size())).raw(content).text();
}

std::string list(const char* kind, const std::string& content) { return chunk("LIST", std::string(kind, 4) + content); }

}  // namespace

Result<AviWriter> AviWriter::create(const std::filesystem::path& target, ImageSize size, double fps) {
    auto file = AtomicFile::create(target);
    if (!file) return fail(file.error());
    AviWriter out(std::move(*file), size, fps);
    // The same length with every number in it: what is known only at the end is written over it then.
    if (auto s = out.file_.write(out.header()); !s) return fail(s.error());
    return out;
}

std::string AviWriter::header() const {
    const auto count = static_cast<std::uint32_t>(index_.size());
    const auto width = static_cast<std::uint32_t>(size_.width), height = static_cast<std::uint32_t>(size_.height);
    const auto rate = static_cast<std::uint32_t>(std::lround(fps_ * kRateScale));
    Bytes main;
    main.u32(static_cast<std::uint32_t>(std::lround(1e6 / fps_)));
    main.u32(static_cast<std::uint32_t>(std::min(4e9, largest_ * fps_))).u32(0).u32(kHasIndex);
    main.u32(count).u32(0).u32(1).u32(largest_).u32(width).u32(height).u32(0).u32(0).u32(0).u32(0);
    Bytes stream;
    stream.name("vids").name("MJPG").u32(0).u32(0).u32(0).u32(kRateScale).u32(rate).u32(0).u32(count);
    stream.u32(largest_).u32(0xffffffffu).u32(0);
    stream.u16(0).u16(0).u16(static_cast<std::uint16_t>(width)).u16(static_cast<std::uint16_t>(height));
    Bytes format;
    format.u32(40).u32(width).u32(height).u16(1).u16(24).name("MJPG").u32(width * height * 3).u32(0).u32(0).u32(0).u32(0);
    const std::string head =
        list("hdrl", chunk("avih", main.text()) + list("strl", chunk("strh", stream.text()) + chunk("strf", format.text())));
    const auto indexBytes = static_cast<std::uint32_t>(16 * index_.size());
    const auto riff = static_cast<std::uint32_t>(4 + static_cast<std::int64_t>(head.size()) + 8 + movi_ + 8 + indexBytes);
    return Bytes().name("RIFF").u32(riff).name("AVI ").raw(head).name("LIST").u32(static_cast<std::uint32_t>(movi_)).name("movi").text();
}

Status AviWriter::add(const std::string& jpeg) {
    const std::int64_t padded = static_cast<std::int64_t>(jpeg.size() + jpeg.size() % 2);
    if (movi_ + padded > kMostBytes)
        return fail(ErrorCode::TooLarge, "The video would be larger than 2 GB, which this format cannot hold.", {},
                    "Choose a shorter length, fewer pictures a second or a lower quality.");
    index_.push_back({static_cast<std::uint32_t>(movi_), static_cast<std::uint32_t>(jpeg.size())});
    largest_ = std::max(largest_, static_cast<std::uint32_t>(jpeg.size()));
    movi_ += 8 + padded;
    std::string bytes = chunk("00dc", jpeg);
    if (jpeg.size() % 2) bytes += '\0';
    return file_.write(bytes);
}

Status AviWriter::commit() {
    Bytes entries;
    for (const Entry& e : index_) entries.name("00dc").u32(kKeyFrame).u32(e.offset).u32(e.bytes);
    if (auto s = file_.write(chunk("idx1", entries.text())); !s) return s;
    {
        const std::string head = header();
        std::fstream over(file_.temporaryPath(), std::ios::in | std::ios::out | std::ios::binary);
        over.write(head.data(), static_cast<std::streamsize>(head.size()));
        over.flush();
        if (!over)
            return fail(ErrorCode::Disk, "The video could not be finished in %1.",
                        {file_.temporaryPath().parent_path().string()}, "Check that the disk has room.");
    }
    return file_.commit();
}

}  // namespace velatura::formats
