# The codecs' own libraries, lcms2 (colour profiles) and exiv2 (metadata). OpenCV is left out on purpose: its imgcodecs
# brings GDAL and 120 other libraries, 60 ms before main and more than the first paint may take; and its readers lose
# depth, profiles and orientation or print errors.
find_package(JPEG REQUIRED)
find_package(PNG REQUIRED)
find_package(TIFF REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(velatura_webp REQUIRED IMPORTED_TARGET libwebp libwebpdemux libwebpmux)
pkg_check_modules(velatura_lcms REQUIRED IMPORTED_TARGET lcms2)
pkg_check_modules(velatura_exiv REQUIRED IMPORTED_TARGET exiv2)
add_library(velatura_picture_libraries INTERFACE)
target_link_libraries(velatura_picture_libraries INTERFACE JPEG::JPEG PNG::PNG TIFF::TIFF PkgConfig::velatura_webp
  PkgConfig::velatura_lcms PkgConfig::velatura_exiv ${CMAKE_DL_LIBS})

# AVIF and HEIC (libheif) and JPEG XL (libjxl) are optional: their headers are used here, the libraries are loaded when
# the first such file is opened. Linked, they would cost every start 2.5 and 3.4 ms before main.
function(velatura_optional_codec module macro)
  pkg_check_modules(velatura_${module} QUIET ${module})
  if(NOT velatura_${module}_FOUND)
    return()
  endif()
  find_library(velatura_${module}_file NAMES ${velatura_${module}_LIBRARIES} HINTS ${velatura_${module}_LIBRARY_DIRS})
  # The name that this header belongs to: libheif.so.1, libjxl.so.0.7.
  execute_process(COMMAND ${CMAKE_OBJDUMP} -p ${velatura_${module}_file} OUTPUT_VARIABLE dump ERROR_QUIET)
  if(dump MATCHES "SONAME +([^ \n]+)")
    target_compile_definitions(velatura_picture_libraries INTERFACE ${macro}="${CMAKE_MATCH_1}")
    target_include_directories(velatura_picture_libraries SYSTEM INTERFACE ${velatura_${module}_INCLUDE_DIRS})
    message(STATUS "Pictures: ${CMAKE_MATCH_1} is loaded when it is needed")
  endif()
endfunction()
velatura_optional_codec(libheif VELATURA_HEIF)
velatura_optional_codec(libjxl VELATURA_JXL)
