# The codecs' own libraries. OpenCV is left out on purpose: its imgcodecs brings GDAL and 120 other libraries, 60 ms before
# main and more than the first paint may take; and its readers lose depth, profiles and orientation or print errors.
find_package(JPEG REQUIRED)
find_package(PNG REQUIRED)
find_package(TIFF REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(velatura_webp REQUIRED IMPORTED_TARGET libwebp libwebpdemux libwebpmux)
add_library(velatura_picture_libraries INTERFACE)
target_link_libraries(velatura_picture_libraries INTERFACE JPEG::JPEG PNG::PNG TIFF::TIFF PkgConfig::velatura_webp)
