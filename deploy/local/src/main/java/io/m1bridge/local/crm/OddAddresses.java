package io.m1bridge.local.crm;

import java.util.List;
import java.util.Random;

/** Spellings of an address that name a mailbox all the same. */
enum OddAddresses {
  ORDINARY(PublicCase.B11) {
    @Override
    String written(String local, Random random) {
      return local + "@example.com";
    }
  },
  INVISIBLE(PublicCase.B09) {
    @Override
    String written(String local, Random random) {
      String plain = local + "@example.com";
      int at = 1 + random.nextInt(plain.length() - 1);
      return plain.substring(0, at) + pick(INVISIBLES, random) + plain.substring(at);
    }
  },
  BLANKS_AROUND(PublicCase.B09) {
    @Override
    String written(String local, Random random) {
      return pick(BLANKS, random) + local + "@example.com" + pick(BLANKS, random);
    }
  },
  FULL_WIDTH(PublicCase.B10) {
    @Override
    String written(String local, Random random) {
      StringBuilder wide = new StringBuilder();
      for (char c : (local + "@example.com").toCharArray()) {
        wide.append((char) (c - '!' + '\uff01'));
      }
      return wide.toString();
    }
  },
  CAPITAL_DOMAIN(PublicCase.B11) {
    @Override
    String written(String local, Random random) {
      return local + "@EXAMPLE.Com";
    }
  },
  CHINESE_DOT(PublicCase.B10) {
    @Override
    String written(String local, Random random) {
      return local + "@example。com";
    }
  },
  NATIVE_DOMAIN(PublicCase.B11) {
    @Override
    String written(String local, Random random) {
      return local + (random.nextBoolean() ? "@bücher.example" : "@BU\u0308CHER.example");
    }

    @Override
    String meant(String local) {
      return local + "@xn--bcher-kva.example";
    }
  },
  DECOMPOSED(PublicCase.B11) {
    @Override
    String written(String local, Random random) {
      return "jose\u0301." + local + "@example.com";
    }

    @Override
    String meant(String local) {
      return "jos\u00e9." + local + "@example.com";
    }
  },
  KELVIN_SIGN(PublicCase.B11) {
    @Override
    String written(String local, Random random) {
      return "\u212aim." + local + "@example.com";
    }

    @Override
    String meant(String local) {
      return written(local, new Random(0));
    }
  };

  private static final List<String> INVISIBLES =
      List.of("\u200b", "\ufeff", "\u00ad", "\u200e", "\u2060", "\u202c", "\u200d", "\ufe0f");
  private static final List<String> BLANKS = List.of("", " ", "\u00a0", "\u3000", "\t", "\u2003");

  /** Spellings of {@code local@example.com}. */
  private static final List<OddAddresses> SPELLINGS =
      List.of(ORDINARY, INVISIBLE, BLANKS_AROUND, FULL_WIDTH, CAPITAL_DOMAIN, CHINESE_DOT);

  private final PublicCase publicCase;

  OddAddresses(PublicCase publicCase) {
    this.publicCase = publicCase;
  }

  static OddAddresses draw(Random random) {
    return values()[random.nextInt(values().length)];
  }

  /** Of a spelling that means {@code local@example.com}. */
  static OddAddresses drawSpelling(Random random) {
    return SPELLINGS.get(random.nextInt(SPELLINGS.size()));
  }

  /** How the CRM writes it. */
  abstract String written(String local, Random random);

  /** What has to stand in M1. */
  String meant(String local) {
    return local + "@example.com";
  }

  HostileChange make(HostileRecord contact, String key, Random random) {
    return contact
        .shows(publicCase)
        .field("email", written(key, random), meant(key))
        .field("fullName", "王" + key)
        .valid("an address, " + name());
  }

  private static String pick(List<String> texts, Random random) {
    return texts.get(random.nextInt(texts.size()));
  }
}
