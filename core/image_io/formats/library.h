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

    template <class Function>
    void find(Function*& function, const char* name) {
        function = handle_ ? reinterpret_cast<Function*>(::dlsym(handle_, name)) : nullptr;
        complete_ = complete_ && function;
    }

private:
    void* handle_;
    bool complete_ = true;
};

}  // namespace velatura::formats
