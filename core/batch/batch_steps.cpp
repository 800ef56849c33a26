#include "core/batch/batch_steps.h"

#include <fmt/format.h>

#include <chrono>

#include "core/base/atomic_file.h"
#include "core/base/hash.h"
#include "core/catalog.h"
#include "core/image/kept_color_text.h"
#include "core/kept.h"

namespace velatura {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

std::int64_t timeOf(const fs::path& path) {
    std::error_code ec;
    const auto time = fs::last_write_time(path, ec);
    return ec ? 0 : std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
}

std::uintmax_t bytesOf(const fs::path& path) {
    std::error_code ec;
    const auto bytes = fs::file_size(path, ec);
    return ec ? 0 : bytes;
}

const Schema& schemaOf(const BatchRequest& request) {
    const auto engine = findEngine(request.engine);
    check(engine.has_value(), "a batch was planned for the unknown engine {}", request.engine);
    return (*engine)->schema();
}

double strengthOf(const BatchRequest& request, const BatchItem& item) {
    if (item.strength) return *item.strength;
    const ParamInfo* info = strengthParam(schemaOf(request));
    return info ? numberOr(request.params, info->key, 0) : 0;
}

std::int64_t seedOf(const BatchRequest& request, const BatchItem& item) {
    if (item.seed) return *item.seed;
    const auto* seed = valueIf<std::int64_t>(request.params, "seed");
    return seed ? *seed : 0;
}

}  // namespace

Result<json> journalRequest(const BatchRequest& request) {
    json params = toJson(request.params), looks = json::array();
    for (const auto& info : schemaOf(request).fields())
        if (info.stages == Stage::None) params.erase(info.key);
    std::map<std::string, std::string> hashes;
    for (const auto& look : request.looks) {
        json styles = json::array();
        for (const auto& style : look.styles) {
            auto& hash = hashes[style.path.string()];
            if (hash.empty()) {
                auto made = style.image.empty() ? xxh3OfFile(style.path) : Result<std::string>(sampleHash(style.image));
                if (!made) return fail(made.error());
                hash = *made;
            }
            styles.push_back({{"hash", hash}, {"weight", style.weight}});
            if (style.levels != StyleLevels::All) styles.back()["levels"] = toText(style.levels);
        }
        looks.push_back(std::move(styles));
    }
    json out{{"engine", request.engine},       {"params", params},      {"styles", looks},
             {"strengths", request.strengths}, {"names", request.name}, {"augment", nullptr},
             {"size", toText(request.outputSize)}, {"saving", request.saving}};
    if (!request.ending.empty()) out["ending"] = request.ending;
    for (const auto& color : request.keptColors) out["keptColors"].push_back(toText(color));
    if (const auto& a = request.augment)
        out["augment"] = {{"variants", a->variants}, {"low", a->low}, {"high", a->high}, {"seed", a->seed}};
    return out;
}

ParamValues itemParams(const BatchRequest& request, const BatchItem& item) {
    ParamValues out = request.params;
    const Schema& schema = schemaOf(request);
    if (item.strength) out[strengthParam(schema)->key] = *item.strength;
    if (item.seed)
        for (const char* key : {"seed", "variation"})  // what chance decides in an engine goes by one of these names
            if (schema.find(key)) out[key] = *item.seed;
    return out;
}

bool BatchSteps::isThere(const BatchItem& item) {
    std::error_code ec;
    if (!fs::is_regular_file(item.output, ec)) return false;
    const auto it = journal_.entries().find(item.relative);
    if (it == journal_.entries().end()) return plan_.request.skipExisting;
    const JournalEntry& known = it->second;
    if (known.stopped) return false;
    if (plan_.request.skipExisting) return true;
    if (bytesOf(item.output) != known.outputBytes) return false;
    // A touched file is read, an untouched one is not.
    const bool untouched = known.content == item.content.string() && known.contentTime == timeOf(item.content) &&
                           known.contentBytes == bytesOf(item.content);
    if (untouched) return true;
    const auto hash = xxh3OfFile(item.content);
    return hash && *hash == known.contentHash;
}

Result<JournalEntry> BatchSteps::describe(const BatchItem& item) {
    JournalEntry out;
    auto content = xxh3OfFile(item.content), output = xxh3OfFile(item.output);
    if (!content) return fail(content.error());
    if (!output) return fail(output.error());
    out.output = item.relative;
    out.content = item.content.string();
    out.contentHash = *content;
    out.contentTime = timeOf(item.content);
    out.contentBytes = bytesOf(item.content);
    out.outputBytes = bytesOf(item.output);
    out.hash = *output;
    out.label = item.label;
    out.style = lookName(plan_.request.looks[item.look]);
    out.strength = strengthOf(plan_.request, item);
    out.seed = seedOf(plan_.request, item);
    return out;
}

Result<JournalEntry> BatchSteps::entry(const BatchItem& item) {
    const auto it = journal_.entries().find(item.relative);
    return it != journal_.entries().end() ? Result<JournalEntry>(it->second) : describe(item);
}

std::optional<BatchItemResult> BatchSteps::paint(const BatchItem& item, JobContext& context, bool& fatal) {
    // One picture that does not fit into memory is one failure, not the end of the others.
    auto result = [&]() -> Result<BatchItemResult> {
        try {
            return tryPaint(item, context, fatal);
        } catch (const std::bad_alloc&) {
            return fail(ErrorCode::OutOfMemory, "There is not enough memory to paint and save %1.",
                        {item.content.string()}, "Choose a smaller output size.");
        }
    }();
    if (!result) {
        BatchItemResult failed;
        failed.item = item;
        failed.state = BatchState::Failed;
        failed.error = result.error();
        return failed;
    }
    if (result->size == ImageSize{}) return std::nullopt;
    return *result;
}

Result<BatchItemResult> BatchSteps::tryPaint(const BatchItem& item, JobContext& context, bool& fatal) {
    if (content_.empty() || contentPath_ != item.content) {
        content_ = {};  // one at a time: the last one goes before the next comes
        auto image = files_.reader().read(item.content, {});
        if (!image) return fail(image.error());
        content_ = std::move(*image);
        contentPath_ = item.content;
    }
    RenderRequest request;
    request.content = content_;
    request.params = itemParams(plan_.request, item);
    request.keptColors = plan_.request.keptColors;
    auto styles = looks_.inputs(item.look);
    if (!styles) return fail(styles.error());
    request.styles = std::move(*styles);
    if (auto s = matched_.match(request); !s) return fail(s.error());
    auto engine = sessions_.session(plan_.request.engine);
    if (!engine) {
        fatal = true;
        return fail(engine.error());
    }
    auto rendered = (*engine)->render(request, context);
    if (!rendered) return fail(rendered.error());

    BatchItemResult out;
    out.item = item;
    if (rendered->picture.empty()) {
        if (rendered->stopped) return out;
        return fail(ErrorCode::Internal, "The engine %1 gave no picture.", {plan_.request.engine});
    }
    out.state = rendered->stopped ? BatchState::Stopped : BatchState::Done;
    out.facts = rendered->facts;
    auto text = recipe(item, request, *rendered);
    if (!text) return fail(text.error());
    // Takes seconds and is not given up: the picture is painted.
    const Image saved = atOutputSize(rendered->picture, request, plan_.request.outputSize);
    out.size = saved.size();
    if (auto s = save(item, saved, *text, fatal); !s) return fail(s.error());
    auto entry = describe(item);
    if (!entry) return fail(entry.error());
    entry->stopped = rendered->stopped;
    if (auto s = journal_.append(*entry); !s) {
        fatal = true;
        return fail(s.error());
    }
    return out;
}

Result<std::string> BatchSteps::recipe(const BatchItem& item, const RenderRequest& request, const Rendered& rendered) {
    if (!plan_.request.recipes) return std::string();
    auto styles = looks_.recipe(item.look);
    if (!styles) return fail(styles.error());
    auto device = sessions_.device(request.params);
    if (!device) return fail(device.error());
    return recipeText(makeRecipe({.engine = plan_.request.engine,
                                  .request = &request,
                                  .contentPath = item.content,
                                  .styles = std::move(*styles),
                                  .device = std::move(*device),
                                  .result = rendered.picture,
                                  .facts = rendered.facts,
                                  .stopped = rendered.stopped,
                                  .outputSize = plan_.request.outputSize}));
}

Status BatchSteps::save(const BatchItem& item, const Image& picture, const std::string& recipe, bool& fatal) {
    std::error_code ec;
    fs::create_directories(item.output.parent_path(), ec);
    Status status;
    if (ec)
        status = fail(ErrorCode::Disk, "The folder %1 could not be made: %2.",
                      {item.output.parent_path().string(), ec.message()}, "Choose another place.");
    else
        status = files_.save(picture, item.output, recipe);
    // A full disk stops everything: hours of painting would be thrown away one picture after the other.
    if (!status && status.error().code == ErrorCode::Disk && !roomLeft()) fatal = true;
    return status;
}

bool BatchSteps::roomLeft() const {
    auto trial = AtomicFile::create(plan_.request.output / ".velatura-trial");
    return trial && trial->write(std::string(256 << 10, '.'));
}

}  // namespace velatura
