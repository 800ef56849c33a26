# The terminal program is tested as a process. Beside a copy of it lies a work library that computes almost nothing
# (support/fake_work_cli), so that every path is walked in milliseconds and without LibTorch; app_work_test runs the
# real pair.
if(NOT VELATURA_PICTURES OR VELATURA_SANITIZE)
  return()
endif()

velatura_test(app_test app LINK velatura TIMEOUT 900)
if(VELATURA_WORK)
  velatura_test(app_work_test app/work LINK velatura LABELS work TIMEOUT 900)
endif()

set(fake_folder ${CMAKE_BINARY_DIR}/bin/fake_work)
add_library(velatura_fake_work SHARED ${CMAKE_CURRENT_SOURCE_DIR}/support/fake_work_cli/fake_work.cpp)
target_link_libraries(velatura_fake_work PRIVATE velatura)
set_target_properties(velatura_fake_work PROPERTIES OUTPUT_NAME velatura_work LIBRARY_OUTPUT_DIRECTORY ${fake_folder})
add_custom_command(OUTPUT ${fake_folder}/velatura-cli
  COMMAND ${CMAKE_COMMAND} -E make_directory ${fake_folder}
  COMMAND ${CMAKE_COMMAND} -E copy $<TARGET_FILE:velatura-cli> ${fake_folder}/velatura-cli
  COMMAND ${CMAKE_COMMAND} -E create_symlink $<TARGET_FILE:velatura> ${fake_folder}/$<TARGET_FILE_NAME:velatura>
  DEPENDS velatura-cli VERBATIM)
add_custom_target(velatura_fake_program DEPENDS ${fake_folder}/velatura-cli)

foreach(program app_test app_work_test)
  if(TARGET ${program})
    target_sources(${program} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/support/cli_process.cpp ${made_networks})
    target_compile_definitions(${program} PRIVATE VELATURA_CLI="$<TARGET_FILE:velatura-cli>"
      VELATURA_FAKE_CLI="${fake_folder}/velatura-cli")
    add_dependencies(${program} velatura-cli velatura_fake_program velatura_fake_work)
  endif()
endforeach()
