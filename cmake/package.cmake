# Two Debian packages: the hub for the home's box, the kiosk for the one behind the TV (often the same).
#   cmake --build --preset release && cpack --config build/release/CPackConfig.cmake -B build/packages
include(GNUInstallDirs)

install(TARGETS sunhall-hub RUNTIME DESTINATION bin COMPONENT hub)
install(TARGETS sunhall-kiosk RUNTIME DESTINATION bin COMPONENT kiosk)
foreach(program hub kiosk)
  install(FILES config/systemd/sunhall-${program}.service DESTINATION /lib/systemd/system COMPONENT ${program})
  install(FILES README.md CHANGELOG.md DESTINATION share/doc/sunhall-${program} COMPONENT ${program})
  install(FILES LICENSE DESTINATION share/doc/sunhall-${program} RENAME copyright COMPONENT ${program})
  # Both read the same file, and each may be there without the other: a sample to start from, never overwritten.
  install(FILES config/example/site.toml DESTINATION share/sunhall-${program} COMPONENT ${program})
endforeach()
install(FILES config/nginx/sunhall.conf DESTINATION share/sunhall-hub/nginx COMPONENT hub)
# The staff's desk, if its libraries were there.
install(DIRECTORY ${CMAKE_BINARY_DIR}/desk DESTINATION share/sunhall COMPONENT hub OPTIONAL)
# The families' page, if the web preset has made it.
install(DIRECTORY build/web/page DESTINATION share/sunhall COMPONENT hub OPTIONAL)
install(FILES config/keys.toml DESTINATION share/sunhall-kiosk COMPONENT kiosk)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME sunhall)
set(CPACK_PACKAGE_VENDOR "The Sunhall developers")
set(CPACK_PACKAGE_CONTACT "The Sunhall developers <sunhall@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_ALL hub kiosk)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_STRIP_FILES TRUE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION video)
set(CPACK_DEBIAN_HUB_PACKAGE_NAME sunhall-hub)
set(CPACK_DEBIAN_KIOSK_PACKAGE_NAME sunhall-kiosk)
set(CPACK_COMPONENT_HUB_DESCRIPTION "Sunhall hub: records an elder-care home's kitchen cameras and serves them
 One connection per camera, seven days and more that can be traced back, live
 video for the dining-hall screen and for families' browsers.")
set(CPACK_COMPONENT_KIOSK_DESCRIPTION "Sunhall kiosk: the dining-hall screen with the kitchen live
 Fills a TV with the kitchen's cameras in turn, with the day's ingredient
 sources, staff checks and disinfection logs beside them.")
set(CPACK_DEBIAN_HUB_PACKAGE_DEPENDS "adduser")
set(CPACK_DEBIAN_HUB_PACKAGE_RECOMMENDS "nginx-light | nginx")
# The sensors' broker, where there is none in the house yet; its client libraries are found by shlibdeps.
set(CPACK_DEBIAN_HUB_PACKAGE_SUGGESTS "mosquitto")
# Loaded at run time, so that no tool finds them: the screen's driver and the hanzi.
set(CPACK_DEBIAN_KIOSK_PACKAGE_DEPENDS "adduser, fonts-noto-cjk, libegl1, libgles2, libgl1-mesa-dri")
foreach(program hub kiosk)
  string(TOUPPER ${program} upper)
  set(CPACK_DEBIAN_${upper}_PACKAGE_CONTROL_EXTRA
    ${PROJECT_SOURCE_DIR}/config/debian/${program}/postinst
    ${PROJECT_SOURCE_DIR}/config/debian/${program}/prerm
    ${PROJECT_SOURCE_DIR}/config/debian/${program}/postrm)
endforeach()
include(CPack)
