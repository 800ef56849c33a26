#include "core/batch/batch_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>

#include "core/base/random.h"
#include "core/batch/batch_contents.h"
#include "core/batch/name_template.h"
#include "core/catalog.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

constexpr size_t kMaxItems = 1'000'000;

/// The same text gives the same key on every machine and in every run.
std::uint64_t keyOf(const std::string& text) {
    std::uint64_t h = 0xcbf29ce484222325ULL;  // FNV-1a; mix() does the rest
    for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return h;
}

/// Look, strength and seed of one variant: a function of seed, picture and variant alone, so that neither order nor
/// number of workers nor the other pictures matter.
void drawVariant(const BatchAugment& augment, size_t looks, const std::string& relative, BatchItem& item) {
    Random random(mix(augment.seed, mix(keyOf(relative), static_cast<std::uint64_t>(item.variant))));
    item.look = static_cast<size_t>(random.below(looks));
    // Three digits are enough for a strength, and a name or a table shows the number that was used.
    item.strength = std::round(random.between(augment.low, augment.high) * 1000) / 1000;
    item.seed = static_cast<std::int64_t>(random.next() & 0xffffffffULL);
}

/// Names of the looks, told apart by a number where two are called the same.
std::vector<std::string> lookNames(const std::vector<BatchLook>& looks) {
    std::vector<std::string> out;
    std::set<std::string> taken;
    for (const auto& look : looks) {
        const std::string name = lookName(look);
        std::string unique = name;
        for (int n = 2; !taken.insert(foldedName(unique)).second; ++n) unique = fmt::format("{}-{}", name, n);
        out.push_back(unique);
    }
    return out;
}

Status checkNumbers(const BatchRequest& request, const EngineInfo& engine) {
    const ParamInfo* strength = strengthParam(engine.schema());
    std::vector<double> wanted = request.strengths;
    if (request.augment) {
        if (request.augment->variants < 1 || request.augment->variants > 10000)
            return fail(ErrorCode::Usage, "A picture cannot have %1 variants; 1 to 10000 are allowed.",
                        {std::to_string(request.augment->variants)});
        if (!(request.augment->low <= request.augment->high))
            return fail(ErrorCode::Usage, "The range of strengths %1 to %2 is empty.",
                        {fmt::format("{}", request.augment->low), fmt::format("{}", request.augment->high)});
        wanted.insert(wanted.end(), {request.augment->low, request.augment->high});
    }
    if (!wanted.empty() && !strength)
        return fail(ErrorCode::Usage, "The engine %1 has no strength to choose.", {engine.key});
    for (const double value : wanted)
        if (auto v = Schema::coerce(*strength, value); !v) return fail(v.error());
    return {};
}

Status checkRequest(const BatchRequest& request, const EngineInfo& engine) {
    if (request.contents.empty()) return fail(ErrorCode::Usage, "The batch has no photo.");
    if (request.looks.empty()) return fail(ErrorCode::Usage, "The batch has no style.");
    if (request.output.empty()) return fail(ErrorCode::Usage, "The batch has no folder for its results.");
    for (const auto& look : request.looks) {
        const int styles = static_cast<int>(look.styles.size());
        if (styles < engine.minStyles || styles > engine.maxStyles)
            return fail(ErrorCode::Usage, "%1 styles were given, and the engine %2 takes %3 to %4 at a time.",
                        {std::to_string(styles), engine.key, std::to_string(engine.minStyles),
                         std::to_string(engine.maxStyles)});
    }
    return checkNumbers(request, engine);
}

/// Fills in the names, one item after the other.
class Namer {
public:
    Namer(const BatchRequest& request, NameTemplate names, const PictureFiles& files, size_t count)
        : request_(request),
          names_(std::move(names)),
          files_(files),
          looks_(lookNames(request.looks)),
          digits_(std::to_string(count).size()) {
        const auto text = [&](const std::string& key) {
            const auto it = request.params.find(key);
            return it == request.params.end() ? std::string() : toText(it->second);
        };
        const auto engine = findEngine(request.engine);
        const ParamInfo* strength = engine ? strengthParam((*engine)->schema()) : nullptr;
        values_ = {{"engine", request.engine},
                   {"size", text("long-side")},
                   {"seed", text("seed")},
                   {"strength", strength ? text(strength->key) : ""}};
        strength_ = values_["strength"], seed_ = values_["seed"];
    }

    Status name(const BatchContent& content, BatchItem& item) {
        values_["name"] = content.relative.stem().string();
        values_["style"] = looks_[item.look];
        values_["strength"] = item.strength ? fmt::format("{}", *item.strength) : strength_;
        values_["seed"] = item.seed ? std::to_string(*item.seed) : seed_;
        values_["index"] = fmt::format("{:0{}}", item.index + 1, digits_);
        values_["variant"] = std::to_string(item.variant);
        values_["label"] = item.label;
        const std::string ending = !request_.ending.empty()         ? request_.ending
                                   : files_.writable(content.path) ? content.path.extension().string()
                                                                    : ".png";
        values_["ext"] = ending.substr(1);
        fs::path relative = content.relative.parent_path() / names_.fill(values_);
        if (!files_.writable(relative)) relative += ending;
        return settle(relative, content, item);
    }

private:
    Status settle(fs::path relative, const BatchContent& content, BatchItem& item) {
        const fs::path wanted = relative;
        for (int n = 2;; ++n) {
            const auto [it, fresh] = taken_.try_emplace(foldedName(relative.generic_string()), content.path.string());
            if (fresh) break;
            // With names of our own choice a number tells them apart; a template is a promise.
            if (!request_.name.empty())
                return fail(ErrorCode::Usage, "%1 and %2 would both become %3.",
                            {it->second, content.path.string(), (request_.output / wanted).string()},
                            "Add what tells them apart to the template, such as {index}, {style} or {ext}.");
            relative =
                wanted.parent_path() / fmt::format("{}-{}{}", wanted.stem().string(), n, wanted.extension().string());
        }
        item.relative = relative.generic_string();
        item.output = request_.output / relative;
        return {};
    }

    const BatchRequest& request_;
    NameTemplate names_;
    const PictureFiles& files_;
    std::vector<std::string> looks_;
    size_t digits_;
    NameValues values_;
    std::string strength_, seed_;
    std::unordered_map<std::string, std::string> taken_;  ///< folded output and whose it is
};

/// No result may take the place of a picture that goes in.
Status checkReplacements(const BatchPlan& plan, const BatchContents& contents) {
    const auto realPath = [](const fs::path& path) {
        std::error_code ec;
        return fs::weakly_canonical(fs::absolute(path, ec), ec);
    };
    std::set<fs::path> inputs;
    for (const auto& c : contents.pictures) inputs.insert(realPath(c.path));
    for (const auto& look : plan.request.looks)
        for (const auto& style : look.styles)
            if (style.image.empty()) inputs.insert(realPath(style.path));
    const fs::path& sheet = plan.request.contactSheet;
    if (!sheet.empty() && inputs.contains(realPath(sheet)))
        return fail(ErrorCode::Usage, "The contact sheet would replace the picture %1.", {sheet.string()},
                    "Give it another name.");
    for (const auto& item : plan.items)
        if (!sheet.empty() && realPath(item.output) == realPath(sheet))
            return fail(ErrorCode::Usage, "The contact sheet would replace the result %1.", {sheet.string()},
                        "Give it another name.");
    for (const auto& item : plan.items)
        if (inputs.contains(realPath(item.output)))
            return fail(ErrorCode::Usage, "The result would replace its own content %1.", {item.output.string()},
                        "Give the results another folder or other names.");
    return {};
}

void makeItems(BatchPlan& plan, const BatchContents& contents, std::vector<const BatchContent*>& of) {
    const auto add = [&](const BatchContent& content, BatchItem item) {
        item.index = plan.items.size();
        item.content = content.path;
        item.label = content.label;
        plan.items.push_back(std::move(item));
        of.push_back(&content);
    };
    const BatchRequest& r = plan.request;
    for (const auto& content : contents.pictures) {
        if (r.augment) {
            for (int v = 1; v <= r.augment->variants; ++v) {
                BatchItem item;
                item.variant = v;
                drawVariant(*r.augment, r.looks.size(), content.relative.generic_string(), item);
                add(content, std::move(item));
            }
            continue;
        }
        for (size_t look = 0; look < r.looks.size(); ++look) {
            BatchItem item;
            item.look = look;
            if (r.strengths.empty()) add(content, item);
            for (const double strength : r.strengths) {
                item.strength = strength;
                add(content, item);
            }
        }
    }
}

}  // namespace

const ParamInfo* strengthParam(const Schema& schema) {
    const ParamInfo* info = schema.find("style-strength");
    return info && info->type == ParamType::Real ? info : nullptr;
}

std::string nameTemplate(const BatchRequest& request) {
    if (!request.name.empty()) return request.name;
    if (request.augment) return request.augment->variants > 1 ? "{name}-{variant}" : "{name}";
    std::string out = "{name}";
    if (request.looks.size() > 1) out += "-{style}";
    if (request.strengths.size() > 1) out += "-{strength}";
    return out;
}

std::string lookName(const BatchLook& look) {
    std::string out;
    for (const auto& style : look.styles) out += (out.empty() ? "" : "+") + style.path.stem().string();
    return out;
}

Result<BatchPlan> planBatch(BatchRequest request, const PictureFiles& files) {
    const auto engine = findEngine(request.engine);
    if (!engine) return fail(engine.error());
    auto params = (*engine)->schema().normalise(request.params);
    if (!params) return fail(params.error());
    request.params = std::move(*params);
    if (auto s = checkRequest(request, **engine); !s) return fail(s.error());
    if (!request.contactSheet.empty() && !files.writable(request.contactSheet))
        return fail(ErrorCode::Unsupported, "The contact sheet %1 is not named like a picture that can be written.",
                    {request.contactSheet.string()}, "End its name with .png or .jpg.");
    if (!request.ending.empty() && !files.writable("x" + request.ending))
        return fail(ErrorCode::Unsupported, "Pictures cannot be written with the ending %1.", {request.ending});
    auto names = NameTemplate::parse(nameTemplate(request));
    if (!names) return fail(names.error());
    const auto contents = findContents(request, files.reader());
    if (!contents) return fail(contents.error());

    const size_t each = request.augment ? static_cast<size_t>(request.augment->variants)
                                        : request.looks.size() * std::max<size_t>(1, request.strengths.size());
    if (contents->pictures.size() > kMaxItems / each)
        return fail(ErrorCode::TooLarge, "The batch would make %1 x %2 pictures; at most %3 go at a time.",
                    {std::to_string(contents->pictures.size()), std::to_string(each), std::to_string(kMaxItems)},
                    "Give fewer photos, styles or strengths.");
    BatchPlan plan;
    plan.request = std::move(request);
    plan.duplicates = contents->duplicates;
    plan.ownResults = contents->ownResults;
    std::vector<const BatchContent*> of;
    makeItems(plan, *contents, of);
    Namer namer(plan.request, std::move(*names), files, plan.items.size());
    for (size_t i = 0; i < plan.items.size(); ++i)
        if (auto s = namer.name(*of[i], plan.items[i]); !s) return fail(s.error());
    if (auto s = checkReplacements(plan, *contents); !s) return fail(s.error());
    return plan;
}

}  // namespace velatura
