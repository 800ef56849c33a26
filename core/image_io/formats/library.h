// A codec's library that is loaded when the first picture of its kind is opened: linked, it would cost every start some
// milliseconds. Loaded once, never unloaded; a library that is not there is an outcome, not an error.
#pragma once

#include <dlfcn.h>

namespace velatura::formats {

class Library {
public:
    explicit Library(const char* name) : handle_(::dlopen(name, RTLD_NOW | RTLD_LOCAL)) {}
    /// False as soon as a function is missing.
    explicit operator bool() const { return handle_ != nullptr && complete_; }

    /// Null where the library or the function is missing. `Function` is as the library's header declares it.
    template <class Function>
    Function* find(const char* name) {
        auto* function = handle_ ? reinterpret_cast<Function*>(::dlsym(handle_, name)) : nullptr;
        complete_ = complete_ && function;
        return function;
    }

private:
    void* handle_;
    bool complete_ = true;
};

}  // namespace velatura::formats
