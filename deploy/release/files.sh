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

# Unpacks an image as podman and docker save it: its manifest and, below, layers and configuration.
unpack_image() {
  mkdir -p "$2"
  tar -xf "$1" -C "$2" 2>/dev/null && [[ -f $2/manifest.json ]]
}

# The value of a name in an object of JSON that has no line break in a text: json_value NAME <TEXT
# The first one at that depth counts: 1 is the outermost object, 2 what is in it or in the list around it.
json_value() {
  tr -d '\r\n' | awk -v name="$1" -v wanted="${2:-1}" '
    {
      text = $0
      depth = 0
      for (i = 1; i <= length(text); i++) {
        c = substr(text, i, 1)
        if (c == "\"") {
          begin = i
          for (i++; (c = substr(text, i, 1)) != "\"" && i <= length(text); i++) if (c == "\\") i++
          if (depth == wanted && substr(text, begin + 1, i - begin - 1) == name && substr(text, i + 1) ~ /^ *:/) {
            print value(substr(text, i + 1))
            exit
          }
        } else if (c == "{" || c == "[") depth++
        else if (c == "}" || c == "]") depth--
      }
    }
    function value(rest,   j, c, level) {
      sub(/^ *: */, "", rest)
      level = 0
      for (j = 1; j <= length(rest); j++) {
        c = substr(rest, j, 1)
        if (c == "\"") for (j++; (c = substr(rest, j, 1)) != "\"" && j <= length(rest); j++) { if (c == "\\") j++ }
        else if (c == "{" || c == "[") level++
        else if (c == "}" || c == "]") { if (level-- == 0) return substr(rest, 1, j - 1) }
        else if (c == "," && level == 0) return substr(rest, 1, j - 1)
      }
      return rest
    }
  '
}

# The texts of a list of texts.
json_texts() {
  tr -d '[] \n' | tr ',' '\n' | sed 's/^"\(.*\)"$/\1/' | grep . || true
}

# Prints the digests of the layers of an unpacked image, in their order: of their contents, not what its configuration says.
image_layers() {
  local directory=$1 layer
  while read -r layer; do
    [[ $layer != /* && $layer != *..* && -f $directory/$layer ]] || return 1
    if [[ $(head -c 2 "$directory/$layer" | od -An -tx1 | tr -d ' ') == 1f8b ]]; then
      gunzip -c "$directory/$layer" | sha256 | sed 's/ .*//; s/^/sha256:/'
    else
      sha256 <"$directory/$layer" | sed 's/ .*//; s/^/sha256:/'
    fi
  done < <(json_value Layers 2 <"$directory/manifest.json" | json_texts)
}

# Prints what an unpacked image starts, and how: the part of its configuration that is the same each time it is built.
image_config() {
  local directory=$1 file
  file=$(json_value Config 2 <"$directory/manifest.json" | tr -d '"')
  [[ -n $file && $file != /* && $file != *..* && -f $directory/$file ]] || return 1
  # But for what built it: the version of the tool, and the container that it worked in.
  json_value config <"$directory/$file" | sed -E 's/"(Hostname|io\.buildah\.version)":"[^"]*",?//g'
}
