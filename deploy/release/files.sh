# Sourced: how files of a release are made and compared.

# What a signature is for: a signature made for something else is none of a release.
namespace=m1-bridge-release

# The version that the pom.xml of a checkout says.
version_of() {
  sed -n 's/^  <version>\(.*\)<\/version>$/\1/p' "$1/pom.xml" | head -n 1
}

sha256() {
  if command -v sha256sum >/dev/null; then
    sha256sum "$@"
  else
    shasum -a 256 "$@"
  fi
}

# Writes SHA256SUMS of everything in a directory.
checksums() (
  cd "$1"
  export LC_ALL=C
  shopt -s dotglob
  files=()
  for file in *; do
    case $file in
      SHA256SUMS | SHA256SUMS.sig) ;;
      *) files+=("$file") ;;
    esac
  done
  sha256 "${files[@]}" >SHA256SUMS
)

# Prints the name of GNU tar: the only one that leaves order, owners and times to us.
gnu_tar() {
  local candidate
  for candidate in tar gtar; do
    if "$candidate" --version 2>/dev/null | grep -q 'GNU tar'; then
      echo "$candidate"
      return
    fi
  done
  fail 'No GNU tar: it makes archives that are the same each time. macOS: brew install gnu-tar'
}

# Packs the files whose names come in, in their order, the same bytes each time: pack EPOCH ARCHIVE DIRECTORY <NAMES
pack() {
  local epoch=$1 archive=$2 directory=$3 tar
  tar=$(gnu_tar)
  "$tar" --create --directory="$directory" --dereference --no-recursion --format=ustar --owner=0 --group=0 --numeric-owner \
    --mtime="@$epoch" --mode=u=rwX,go=rX --files-from=- | gzip -n -9 >"$archive"
}
