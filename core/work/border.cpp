#include "core/work/border.h"

#include <c10/util/Exception.h>

#include <new>

#include "core/base/log.h"

namespace velatura {

namespace {

bool speaksOfMemory(const std::string& what) {
    for (const char* sign : {"not enough memory", "can't allocate memory", "out of memory", "DefaultCPUAllocator"})
        if (what.find(sign) != std::string::npos) return true;
    return false;
}

Error outOfMemory() {
    return {ErrorCode::OutOfMemory, "There is not enough memory for this size.", {}, "Choose a smaller working size, or close other programs."};
}

}  // namespace

Error errorOfCurrentException() {
    try {
        throw;
    } catch (const std::bad_alloc&) {
        return outOfMemory();
    } catch (const c10::Error& e) {
        logError(e.what());
        if (speaksOfMemory(e.what_without_backtrace())) return outOfMemory();
        return {ErrorCode::Internal, "The computation ended because of a fault in the program.", {}, "The log folder (Help) holds the details."};
    } catch (const std::exception& e) {
        logError(e.what());
        if (speaksOfMemory(e.what())) return outOfMemory();
        return {ErrorCode::Internal, "The computation ended because of a fault in the program.", {}, "The log folder (Help) holds the details."};
    } catch (...) {
        return {ErrorCode::Internal, "The computation ended because of a fault in the program.", {}, "The log folder (Help) holds the details."};
    }
}

}  // namespace velatura
