# What every target of the project shares: warnings, definitions, the include root, sanitizers.

add_library(loopscope_flags INTERFACE)
target_include_directories(loopscope_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(loopscope_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_KEYWORDS
    QT_NO_URL_CAST_FROM_STRING QT_STRICT_ITERATORS
    LOOPSCOPE_VERSION="${PROJECT_VERSION}")
target_compile_options(loopscope_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wnon-virtual-dtor
    $<IF:$<AND:$<BOOL:${LOOPSCOPE_UNITY}>,$<CXX_COMPILER_ID:GNU>>,-Wshadow=local;-Wno-subobject-linkage,-Wshadow>
    $<$<BOOL:${LOOPSCOPE_WERROR}>:-Werror>)
if(LOOPSCOPE_SANITIZE)
    target_compile_options(loopscope_flags INTERFACE -fsanitize=${LOOPSCOPE_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(loopscope_flags INTERFACE -fsanitize=${LOOPSCOPE_SANITIZE})
endif()

# loopscope_layer(NAME QT Core Network ... USES other layers ...): one static library of the three.
function(loopscope_layer name)
    cmake_parse_arguments(LAYER "" "" "QT;USES" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp *.h)
    list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
    add_library(loopscope_${name} STATIC ${sources})
    list(TRANSFORM LAYER_QT PREPEND Qt6::)
    list(TRANSFORM LAYER_USES PREPEND loopscope_)
    target_link_libraries(loopscope_${name} PUBLIC loopscope_flags ${LAYER_USES} ${LAYER_QT})
    # Reading Qt's headers is most of a compiler's work here: a dozen sources at once take a third of the time. A name in an
    # unnamed namespace has to be the only one of its layer for that.
    set_target_properties(loopscope_${name} PROPERTIES UNITY_BUILD ${LOOPSCOPE_UNITY} UNITY_BUILD_BATCH_SIZE 30)
endfunction()
