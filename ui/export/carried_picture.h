// CarriedPicture: a painting carried to the size that it is saved at (core/image/carry), kept until another is asked
// for: what measures, saves and exports sets all ask the same one. On the encoding lane only.
#pragma once

#include <functional>
#include <string>

#include "core/image/carry.h"
#include "core/work.h"

namespace velatura {

class CarriedPicture {
public:
    /// @param painted  what the painting was made of; without a photo it stays as it is
    /// @param proceed  false gives up. May be empty
    /// @return empty when given up
    Result<Image> at(const Image& painting, const RenderRequest& painted, const OutputSize& size,
                     const std::function<bool(double)>& proceed = {});
    void forget();

private:
    std::string key_;
    Image image_;
};

}  // namespace velatura
