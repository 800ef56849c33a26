// `pack`: a folder of pictures as one packed set, re-encoded as JPEG and shrunk: what training servers read.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/cli_params.h"
#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/job_console.h"
#include "app/cli/options.h"
#include "app/cli/targets.h"
#include "core/base/writable.h"
#include "core/image_io/image_io.h"
#include "core/io/packed.h"

namespace velatura::cli {

namespace fs = std::filesystem;

namespace {

class Pack {
public:
    Pack(CLI::App& app, Program& program) : program_(program), console_(program.console) {
        app.add_option("folder", folder_, "The folder of pictures, read with all folders below it.");
        app.add_option("-o,--output", output_, "The packed set.")->type_name("FILE");
        options_ = std::make_unique<SchemaOptions>(app, packSchema(), "Pictures in the set");
    }
    int run();

private:
    Status prepare();
    Result<std::string> encode(const fs::path& picture) const;
    Status addAll(PackedWriter& writer, JobConsole& context);

    Program& program_;
    Console& console_;
    std::unique_ptr<SchemaOptions> options_;
    std::string folder_, output_;
    PackParams params_;
    std::vector<fs::path> pictures_;
    bool failures_ = false;
};

Status Pack::prepare() {
    auto params = options_->all();
    if (!params) return fail(params.error());
    params_ = *packSchema().read(*params);
    if (folder_.empty()) return fail(ErrorCode::Usage, "`velatura-cli pack` wants a folder of pictures.");
    if (output_.empty()) return fail(ErrorCode::Usage, "Nothing says where the packed set goes; give it with -o FILE.");
    if (auto s = checkFolder(folder_); !s) return s;
    if (auto s = checkWritable(output_); !s) return s;
    auto pictures = listPictures(folder_);
    if (!pictures) return fail(pictures.error());
    if (pictures->empty()) return fail(ErrorCode::NotFound, "There is no picture in the folder %1.", {folder_});
    pictures_ = std::move(*pictures);
    return {};
}

Result<std::string> Pack::encode(const fs::path& picture) const {
    const auto header = probePicture(picture);
    if (!header) return fail(header.error());
    const ImageSize size = fitLongSide(header->size, params_.maxSide);
    // Codecs that can decode reduced need not decode a photo in full to shrink it.
    auto image = loadPicture(picture, {.minShortSide = std::min(size.width, size.height), .toSrgb = true});
    if (!image) return fail(image.error());
    Image small = toU8(*image, 3);
    if (std::max(small.width(), small.height()) > params_.maxSide) small = thumbnail(small, size);
    return encodePicture(small, "jpeg", {.quality = params_.quality, .metadata = SaveMetadata::Strip});
}

Status Pack::addAll(PackedWriter& writer, JobConsole& context) {
    const auto total = static_cast<std::int64_t>(pictures_.size());
    for (std::int64_t i = 0; i < total && context.proceed(); ++i) {
        const fs::path& picture = pictures_[static_cast<size_t>(i)];
        auto bytes = encode(picture);
        if (!bytes) {
            console_.error(bytes.error(), picture.string());
            failures_ = true;
            continue;
        }
        const fs::path relative = picture.lexically_relative(folder_);
        std::string name = relative.generic_string();
        if (!name.ends_with(".jpg") && !name.ends_with(".jpeg")) name += ".jpg";
        const std::string label = relative.has_parent_path() ? relative.begin()->string() : std::string();
        if (auto s = writer.add(name, label, *bytes); !s) return s;
        context.progress(i + 1, total, "Packing");
    }
    return {};
}

int Pack::run() {
    if (auto s = prepare(); !s) return refuse(program_, s.error());
    auto writer = PackedWriter::create(output_);
    if (!writer) return refuse(program_, writer.error());
    JobConsole context(console_);
    if (auto s = addAll(*writer, context); !s) return refuse(program_, s.error());
    console_.clearBar();
    if (interrupted()) {
        console_.note({ErrorCode::Internal, "Stopped; %1 was not written.", {output_}});
        return kExitInterrupted;
    }
    if (writer->size() == 0) return kExitFailed;  // each failure has been named
    if (auto s = writer->finish(); !s) return refuse(program_, s.error());
    std::error_code ec;
    const auto bytes = fs::file_size(output_, ec);
    console_.say(fmt::format("{}: {} pictures, {:.1f} MB", output_, writer->size(), static_cast<double>(bytes) / 1e6));
    console_.event("result", {{"file", output_}, {"pictures", writer->size()}, {"bytes", bytes}});
    return failures_ ? kExitFailed : kExitDone;
}

}  // namespace

Command addPack(CLI::App& root, Program& program) {
    auto* app = root.add_subcommand("pack", "Pack a folder of pictures into one file for training servers.");
    app->footer(
        "Example:\n  velatura-cli pack photos -o photos.velapack --max-side 512\n\n"
        "The first folder below the packed one is a picture's label.");
    auto command = std::make_shared<Pack>(*app, program);
    return {app, [command] { return command->run(); }};
}

}  // namespace velatura::cli
