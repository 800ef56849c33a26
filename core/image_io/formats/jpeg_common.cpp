#include "core/image_io/formats/jpeg_common.h"

namespace velatura::formats {

namespace {

void onError(j_common_ptr c) {
    auto* errors = reinterpret_cast<JpegErrors*>(c->err);
    errors->code = c->err->msg_code;
    c->err->format_message(c, errors->text);
    std::longjmp(errors->jump, 1);
}

void onMessage(j_common_ptr c, int level) {
    if (level >= 0) return;
    auto* errors = reinterpret_cast<JpegErrors*>(c->err);
    switch (c->err->msg_code) {
        case JWRN_HIT_MARKER:
        case JWRN_HUFF_BAD_CODE:
        case JWRN_ARITH_BAD_CODE:
        case JWRN_MUST_RESYNC:
            errors->corrupt = true;
            break;
        default:
            break;
    }
}

void quiet(j_common_ptr) {}

}  // namespace

jpeg_error_mgr* install(JpegErrors& errors) {
    jpeg_std_error(&errors.base);
    errors.base.error_exit = onError;
    errors.base.emit_message = onMessage;
    errors.base.output_message = quiet;
    return &errors.base;
}

}  // namespace velatura::formats
