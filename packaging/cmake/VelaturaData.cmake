# Models, samples and manual lie beside the programs in the build tree, as links: what is edited in the source folder is
# seen at once, and no path of the source folder is compiled into anything.
set(velatura_data_folders models)
foreach(folder samples manual icons)
  list(APPEND velatura_data_folders resources/${folder})
endforeach()
file(MAKE_DIRECTORY ${CMAKE_RUNTIME_OUTPUT_DIRECTORY})
foreach(folder ${velatura_data_folders})
  if(NOT EXISTS ${CMAKE_SOURCE_DIR}/${folder})
    continue()
  endif()
  cmake_path(GET folder FILENAME name)
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/${folder} ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/${name} SYMBOLIC)
endforeach()
