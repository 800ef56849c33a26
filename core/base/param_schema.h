// Parameters are declared once: a plain struct with typed members and a schema of pointers to those members.
// Form, command line, JSON, presets, recipe, manual table and strings to translate all come from the schema.
// ParamSchema<T> is what an engine uses; Schema, its type-erased base, is what everybody else sees.
//
//   const ParamSchema<GatysParams>& gatysSchema() {
//       static const ParamSchema<GatysParams> schema({
//           field(&GatysParams::styleWeight, {.key = "style-weight", .label = "Style weight", .help = "…",
//                                             .range = {0, 100}, .soft = {0, 2}}),
//       });
//       return schema;
//   }
#pragma once

#include <algorithm>
#include <functional>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include "core/base/check.h"
#include "core/base/param_values.h"

namespace velatura {

enum class ParamType { Bool, Integer, Real, Choice, Text, RealList };
enum class ParamLevel { Basic, Advanced, Expert };  ///< Basic is always shown, the rest is folded away

/// Which work a change of this parameter makes necessary; a bit mask. Sessions rerun only those stages.
namespace Stage {
enum : unsigned {
    Decode = 1,            ///< size or colour of the input pictures
    ContentFeatures = 2,
    StyleFeatures = 4,
    Transfer = 8,
    DecodeBack = 16,
    Optimise = 32,
    Output = 64,           ///< only what happens to the finished picture
    None = 0,              ///< how it is computed, never what (threads, device)
};
}

struct ParamRange {
    double min = -std::numeric_limits<double>::infinity();
    double max = std::numeric_limits<double>::infinity();
};

struct ParamChoice {
    std::string key;    ///< in files and on the command line
    std::string label;  ///< in the window, translated there
    std::string help;
};

/// Everything about one parameter but its member. Texts are English; the window translates them
/// (context "params"). `help` is one sentence that says what it does to the picture.
struct ParamSpec {
    std::string key;
    std::string label;
    std::string help;
    std::string unit;             ///< "px", "s", "" …
    ParamRange range = {};        ///< what is allowed
    ParamRange soft = {};         ///< what the slider spans; {inf,inf} means the range itself
    double step = 0;              ///< arrow key and spin step; 0 lets the form choose
    bool logarithmic = false;     ///< the slider runs over orders of magnitude
    ParamLevel level = ParamLevel::Basic;
    std::string group;            ///< heading under which the form folds it; "" is the top
    unsigned stages = Stage::None;
    bool live = false;            ///< may be changed while a training run goes on
    std::vector<ParamChoice> choices = {};
    std::vector<std::string> aliases = {};
    std::vector<std::string> listLabels = {};  ///< RealList: one label an entry; the list has this length
};

/// A parameter as everybody but its engine sees it.
struct ParamInfo : ParamSpec {
    ParamType type = ParamType::Real;
    ParamValue defaultValue;
    ParamRange sliderRange() const;  ///< `soft` where given, else `range`
};

/// Type-erased schema: fields in the order of declaration.
class Schema {
public:
    virtual ~Schema() = default;

    const std::vector<ParamInfo>& fields() const { return fields_; }
    /// The field with this key or alias, or null.
    const ParamInfo* find(const std::string& keyOrAlias) const;
    /// All keys with their defaults.
    ParamValues defaults() const;
    /// Defaults overlaid with `values`: aliases become keys, 1 becomes 1.0 where a real is wanted; unknown keys, wrong
    /// types and values out of range are errors that name key, value and what is allowed.
    Result<ParamValues> normalise(const ParamValues& values) const;
    /// One value for `info`, from what a person typed.
    static Result<ParamValue> parse(const ParamInfo& info, const std::string& text);
    /// `value` in the field's own type and within its range, or an Error.
    static Result<ParamValue> coerce(const ParamInfo& info, const ParamValue& value);
    /// "0 to 100", "one of gram, moments", …: what is allowed.
    static std::string allowed(const ParamInfo& info);
    /// Only what differs from the defaults: what a preset or a recipe shows.
    ParamValues changed(const ParamValues& values) const;

protected:
    void add(ParamInfo info);  ///< checks key, label, help, default within range; throws CheckFailure

private:
    std::vector<ParamInfo> fields_;
};

/// One member of T with its spec.
template <class T>
struct ParamField {
    ParamSpec spec;
    ParamType type;
    std::function<ParamValue(const T&)> get;
    std::function<void(T&, const ParamValue&)> set;
};

namespace detail {
template <class M>
struct MemberTraits;
template <>
struct MemberTraits<bool> {
    static constexpr ParamType type = ParamType::Bool;
    using Stored = bool;
};
template <>
struct MemberTraits<int> {
    static constexpr ParamType type = ParamType::Integer;
    using Stored = std::int64_t;
};
template <>
struct MemberTraits<std::int64_t> {
    static constexpr ParamType type = ParamType::Integer;
    using Stored = std::int64_t;
};
template <>
struct MemberTraits<double> {
    static constexpr ParamType type = ParamType::Real;
    using Stored = double;
};
template <>
struct MemberTraits<std::string> {
    static constexpr ParamType type = ParamType::Text;
    using Stored = std::string;
};
template <>
struct MemberTraits<std::vector<double>> {
    static constexpr ParamType type = ParamType::RealList;
    using Stored = std::vector<double>;
};
}  // namespace detail

template <class T, class M>
ParamField<T> field(M T::*member, ParamSpec spec) {
    ParamField<T> f;
    f.spec = std::move(spec);
    if constexpr (std::is_enum_v<M>) {
        // An enum member is a choice: its enumerators, in order, are the choices.
        f.type = ParamType::Choice;
        const auto choices = f.spec.choices;
        f.get = [member, choices](const T& t) -> ParamValue { return choices.at(static_cast<size_t>(t.*member)).key; };
        f.set = [member, choices](T& t, const ParamValue& v) {
            const auto& key = std::get<std::string>(v);
            for (size_t i = 0; i < choices.size(); ++i)
                if (choices[i].key == key) t.*member = static_cast<M>(i);
        };
    } else {
        using Stored = typename detail::MemberTraits<M>::Stored;
        f.type = std::is_same_v<M, std::string> && !f.spec.choices.empty() ? ParamType::Choice
                                                                           : detail::MemberTraits<M>::type;
        if constexpr (std::is_same_v<M, int>) {
            // What does not fit into the member is out of range, not silently another number.
            f.spec.range.min = std::max<double>(f.spec.range.min, std::numeric_limits<int>::min());
            f.spec.range.max = std::min<double>(f.spec.range.max, std::numeric_limits<int>::max());
        }
        f.get = [member](const T& t) -> ParamValue { return static_cast<Stored>(t.*member); };
        f.set = [member](T& t, const ParamValue& v) { t.*member = static_cast<M>(std::get<Stored>(v)); };
    }
    return f;
}

/// A field of a base or part of T, e.g. CommonParams inside GatysParams: `inherit<GatysParams>(commonField)`.
template <class T, class Base>
ParamField<T> inherit(const ParamField<Base>& base) {
    static_assert(std::is_base_of_v<Base, T>);
    return {base.spec, base.type, [g = base.get](const T& t) { return g(t); },
            [s = base.set](T& t, const ParamValue& v) { s(t, v); }};
}

template <class T>
class ParamSchema : public Schema {
public:
    explicit ParamSchema(std::vector<ParamField<T>> fields) : typed_(std::move(fields)) {
        const T defaults{};
        for (const auto& f : typed_) {
            ParamInfo info;
            static_cast<ParamSpec&>(info) = f.spec;
            info.type = f.type;
            info.defaultValue = f.get(defaults);
            add(std::move(info));
        }
    }

    /// Checked values as a struct.
    Result<T> read(const ParamValues& values) const {
        auto normal = normalise(values);
        if (!normal) return fail(normal.error());
        T out{};
        for (const auto& f : typed_) f.set(out, normal->at(f.spec.key));
        return out;
    }

    ParamValues write(const T& params) const {
        ParamValues out;
        for (const auto& f : typed_) out[f.spec.key] = f.get(params);
        return out;
    }

private:
    std::vector<ParamField<T>> typed_;
};

}  // namespace velatura
