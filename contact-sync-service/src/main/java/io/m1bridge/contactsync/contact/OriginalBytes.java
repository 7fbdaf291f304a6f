package io.m1bridge.contactsync.contact;

import io.m1bridge.contactsync.contact.Original.HeaderEntry;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as bytes: key, value, number of headers, and name and value of each, all with their
 * length before them. JSON would hold them in base 64, and as headers of a record each name is read
 * and measured five times on its way.
 */
public final class OriginalBytes {

  private static final int NONE = -1;

  private OriginalBytes() {}

  /** Writes one, but for its timestamp. */
  public static void write(DataOutput out, Original original) throws IOException {
    bytes(out, original.key());
    bytes(out, original.value());
    out.writeInt(original.headers().size());
    for (HeaderEntry header : original.headers()) {
      bytes(out, header.name().getBytes(StandardCharsets.UTF_8));
      bytes(out, header.value());
    }
  }

  /** Reads one; without its timestamp. No number is believed that goes beyond the bytes. */
  public static Original read(DataInputStream in) throws IOException {
    byte[] key = bytes(in);
    byte[] value = bytes(in);
    int count = in.readInt();
    List<HeaderEntry> headers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] name = bytes(in);
      if (name == null) {
        throw new IOException("A header without a name");
      }
      headers.add(new HeaderEntry(new String(name, StandardCharsets.UTF_8), bytes(in)));
    }
    return new Original(key, value, headers, null);
  }

  private static void bytes(DataOutput out, byte @Nullable [] bytes) throws IOException {
    if (bytes == null) {
      out.writeInt(NONE);
    } else {
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static byte @Nullable [] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length == NONE) {
      return null;
    }
    if (length < 0 || length > in.available()) {
      throw new EOFException("A length goes beyond the end");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}
