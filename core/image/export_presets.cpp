#include "core/image/export_presets.h"

namespace velatura {

namespace {

ExportTarget screen(const char* name, int width, int height) {
    return {.name = name, .width = width, .height = height};
}

/// 300 dots an inch: A4 is 210 x 297 mm.
ExportTarget print(const char* name, int width, int height) {
    return {.name = name, .width = width, .height = height, .dpi = 300};
}

}  // namespace

const std::vector<PresetGroup>& exportPresets() {
    static const std::vector<PresetGroup> table = {
        {"Social",
         {screen("Square", 1080, 1080), screen("Portrait", 1080, 1350), screen("Story", 1080, 1920),
          screen("Landscape", 1200, 628), screen("Wide", 1920, 1080)}},
        {"Cover pictures",
         {screen("Page cover", 1640, 624), screen("Profile header", 1500, 500), screen("Business cover", 1584, 396),
          screen("Channel art", 2560, 1440), screen("Video thumbnail", 1280, 720)}},
        {"Display banners",
         {screen("Medium rectangle", 300, 250), screen("Large rectangle", 336, 280), screen("Leaderboard", 728, 90),
          screen("Billboard", 970, 250), screen("Half page", 300, 600), screen("Wide skyscraper", 160, 600),
          screen("Mobile banner", 320, 50), screen("Large mobile banner", 320, 100)}},
        {"Print, 300 dpi",
         {print("A4 portrait", 2480, 3508), print("A4 landscape", 3508, 2480), print("A3 portrait", 3508, 4961),
          print("A3 landscape", 4961, 3508)}},
    };
    return table;
}

}  // namespace velatura
