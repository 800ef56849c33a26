// Names of a batch's results from a template such as "{style}/{name}-{strength}", safe on the file systems that people
// carry pictures around on. Pure; any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace velatura {

/// What the tokens stand for: name, style, strength, index, engine, size, seed, variant, label, ext.
using NameValues = std::map<std::string, std::string, std::less<>>;

class NameTemplate {
public:
    /// Error names the token that is not among `known`, or the part of the path that may not be there.
    static Result<NameTemplate> parse(const std::string& text, const std::vector<std::string>& known = tokens());
    /// Values are made safe one by one, so that a slash in a name makes no folder; a slash of the template does.
    std::string fill(const NameValues& values) const;
    bool uses(std::string_view token) const;
    /// Those of a batch.
    static const std::vector<std::string>& tokens();

private:
    struct Part {
        std::string text;
        bool token = false;
    };
    std::vector<Part> parts_;
};

/// One part of a path: without what Windows, network drives and shells refuse, no leading dot, at most 120 bytes,
/// cut between characters; never empty.
std::string safeName(std::string_view text);

/// What a name is compared by: file systems that ignore case are common.
std::string foldedName(std::string_view path);

}  // namespace velatura
