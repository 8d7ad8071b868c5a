# run_tidy: clang-tidy, with the checks of .clang-tidy, over every source but what Qt's tools made. Nothing is compiled.
# The sources are read many at once, as they are compiled: nearly all the time would go into Qt's headers else.
find_program(RUN_CLANG_TIDY NAMES run-clang-tidy REQUIRED)
file(GLOB with_moc CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/*/*.cpp ${PROJECT_SOURCE_DIR}/ui/main.cpp)
foreach(source ${with_moc}) # what moc would make of them is not looked at: it may be empty
    get_filename_component(name ${source} NAME_WE)
    file(WRITE ${CMAKE_BINARY_DIR}/empty/${name}.moc "")
endforeach()
add_custom_target(run_tidy
    COMMAND ${RUN_CLANG_TIDY} -quiet -p ${CMAKE_BINARY_DIR} -extra-arg=-w -extra-arg=-I${CMAKE_BINARY_DIR}/empty
        "^(?!.*(mocs_compilation|qrc_|rcc)).*$"
    USES_TERMINAL
    VERBATIM)
