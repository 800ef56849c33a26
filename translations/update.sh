#!/bin/bash
# Brings translations/*.ts up to date with the sources: the window's texts by lupdate, those from below it (schemas,
# errors, stages) as the window's test finds them. New texts are left unfinished: fill them in by hand, or in Linguist.
#   translations/update.sh BUILD_FOLDER
set -e
build=$(realpath "${1:?which build folder?}")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
below=$(mktemp -d)
trap 'rm -r "$below"' EXIT
# All of the tests run (a minute), as Qt Test ends at a name that one class lacks. They fail while texts are missing;
# what is written is whole all the same.
VELATURA_WRITE_TEXTS=$below/texts.cpp "$build/bin/ui_test" >/dev/null 2>&1 || true
[ -s "$below/texts.cpp" ] || { echo "The test ui_test wrote no texts; is it built?" >&2; exit 1; }
lupdate=$(command -v lupdate || echo /usr/lib/qt6/bin/lupdate)
for file in translations/*.ts; do
    "$lupdate" ui app/gui_main.cpp "$below/texts.cpp" -I . -extensions cpp,h -no-obsolete -locations none -ts "$file"
done
