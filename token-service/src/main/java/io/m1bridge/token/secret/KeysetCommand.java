package io.m1bridge.token.secret;

import io.m1bridge.token.secret.Keyset.KeysetUnusable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Makes and rotates keysets from the command line, so that nobody needs Tink's own tool. A keyset
 * file is replaced as a whole, readable by its owner alone; key material is printed by {@code
 * --generate-keyset} only.
 */
public final class KeysetCommand {

  private static final String USAGE =
      "--generate-keyset | --list-keys FILE | --add-key FILE | --promote-key FILE [ID]"
          + " | --remove-key FILE ID | --rotate-keyset FILE";

  private static final Set<String> NAMES =
      Set.of(
          "--generate-keyset",
          "--list-keys",
          "--add-key",
          "--promote-key",
          "--remove-key",
          "--rotate-keyset");

  private final PrintStream out;
  private final PrintStream err;

  public KeysetCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** The exit code, if these are arguments of this command. */
  public OptionalInt run(List<String> args) {
    if (args.isEmpty() || !NAMES.contains(args.get(0))) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(run(args.get(0), args.subList(1, args.size())));
    } catch (KeysetUnusable e) {
      err.println(e.getMessage());
    } catch (NumberFormatException e) {
      err.println("A key's ID is a number, as --list-keys shows it");
    } catch (IOException e) {
      err.println("The keyset file cannot be read or replaced: " + e.getClass().getSimpleName());
    }
    return OptionalInt.of(1);
  }

  private int run(String name, List<String> rest) throws IOException {
    if (name.equals("--generate-keyset") && rest.isEmpty()) {
      out.println(Keyset.generate());
      return 0;
    }
    if (rest.isEmpty() || rest.size() > 2) {
      return usage();
    }
    Path file = Path.of(rest.get(0));
    if (rest.size() == 2) {
      KeyId id = KeyId.parse(rest.get(1));
      return switch (name) {
        case "--promote-key" -> edit(file, json -> KeysetEditor.promote(json, id));
        case "--remove-key" -> edit(file, json -> KeysetEditor.remove(json, id));
        default -> usage();
      };
    }
    return switch (name) {
      case "--list-keys" -> list(Files.readString(file));
      case "--add-key" -> edit(file, KeysetEditor::add);
      case "--promote-key" ->
          edit(file, json -> KeysetEditor.promote(json, KeysetEditor.newest(json)));
      case "--rotate-keyset" -> edit(file, KeysetCommand::rotate);
      default -> usage();
    };
  }

  private static String rotate(String json) {
    String added = KeysetEditor.add(json);
    List<KeyId> ids = Keyset.parse(added).ids();
    return KeysetEditor.promote(added, ids.get(ids.size() - 1));
  }

  private int edit(Path file, UnaryOperator<String> step) throws IOException {
    // A mounted secret is a link: what it leads to is replaced, not the link.
    Path real = file.toRealPath();
    String next = step.apply(Files.readString(real));
    replace(real, next);
    return list(next);
  }

  private static void replace(Path file, String content) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Path fresh = Files.createTempFile(directory, ".keyset", ".new", ownerOnly());
    try {
      Files.write(fresh, content.getBytes(StandardCharsets.UTF_8));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private int list(String json) {
    Keyset keyset = Keyset.parse(json);
    for (KeyId id : keyset.ids()) {
      out.println(id + (id.equals(keyset.primary()) ? " primary" : ""));
    }
    return 0;
  }

  private int usage() {
    err.println("Usage: " + USAGE);
    return 2;
  }
}
