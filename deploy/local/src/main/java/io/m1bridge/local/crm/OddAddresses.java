package io.m1bridge.local.crm;

import java.util.List;
import java.util.Random;

/** Spellings of an address that name a mailbox all the same. */
enum OddAddresses {
  ORDINARY {
    @Override
    String written(String local, Random random) {
      return local + "@example.com";
    }
  },
  INVISIBLE {
    @Override
    String written(String local, Random random) {
      String plain = local + "@example.com";
      int at = 1 + random.nextInt(plain.length() - 1);
      return plain.substring(0, at) + pick(INVISIBLES, random) + plain.substring(at);
    }
  },
  BLANKS_AROUND {
    @Override
    String written(String local, Random random) {
      return pick(BLANKS, random) + local + "@example.com" + pick(BLANKS, random);
    }
  },
  FULL_WIDTH {
    @Override
    String written(String local, Random random) {
      StringBuilder wide = new StringBuilder();
      for (char c : (local + "@example.com").toCharArray()) {
        wide.append((char) (c - '!' + '\uff01'));
      }
      return wide.toString();
    }
  },
  CAPITAL_DOMAIN {
    @Override
    String written(String local, Random random) {
      return local + "@EXAMPLE.Com";
    }
  },
  CHINESE_DOT {
    @Override
    String written(String local, Random random) {
      return local + "@example。com";
    }
  },
  NATIVE_DOMAIN {
    @Override
    String written(String local, Random random) {
      return local + (random.nextBoolean() ? "@bücher.example" : "@BU\u0308CHER.example");
    }

    @Override
    String meant(String local) {
      return local + "@xn--bcher-kva.example";
    }
  };

  private static final List<String> INVISIBLES =
      List.of("\u200b", "\ufeff", "\u00ad", "\u200e", "\u2060", "\u202c", "\u200d", "\ufe0f");
  private static final List<String> BLANKS = List.of("", " ", "\u00a0", "\u3000", "\t", "\u2003");

  static OddAddresses draw(Random random) {
    return values()[random.nextInt(values().length)];
  }

  /** How the CRM writes it. */
  abstract String written(String local, Random random);

  /** What has to stand in M1. */
  String meant(String local) {
    return local + "@example.com";
  }

  HostileChange make(HostileRecord contact, String key, Random random) {
    return contact
        .field("email", written(key, random), meant(key))
        .field("fullName", "王" + key)
        .valid("an address, " + name());
  }

  private static String pick(List<String> texts, Random random) {
    return texts.get(random.nextInt(texts.size()));
  }
}
