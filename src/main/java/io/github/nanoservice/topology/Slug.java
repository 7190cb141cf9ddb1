package io.github.nanoservice.topology;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Names where only lower-case ASCII is legal: a DNS label (RFC 1123 §2.1) that is a component of an
 * image name as well.
 */
public final class Slug {
  /** RFC 1035 §2.3.4. */
  private static final int LABEL_LIMIT = 63;

  private static final String PREFIX = "fn";
  private static final Set<String> RESERVED = Set.of("localhost");
  private static final Pattern OTHER_ASCII = Pattern.compile("[\\x00-\\x7f&&[^a-z0-9]]++");
  private static final Pattern OUTER_DASHES = Pattern.compile("^-++|-++$");
  private static final Pattern LEGAL = Pattern.compile("[a-z0-9]++(?:-++[a-z0-9]++)*+");

  private Slug() {}

  /**
   * The slug of any name. Lower case; each run of {@code _}, {@code .} and other ASCII signs is one
   * {@code -}, none at either end; other letters are in Punycode (RFC 3492). {@code fn-} goes in
   * front where no letter would come first, since {@code 1} is an IP address to many resolvers, and
   * before {@code localhost}, which is always the machine itself (RFC 6761 §6.3). What is longer
   * than 63 characters ends with a checksum of the whole name instead.
   *
   * @return a legal label; equal for some different names, which is the caller's to refuse
   */
  public static String of(String name) {
    String lower = dashed(name.toLowerCase(Locale.ROOT));
    String ascii = isAscii(lower) ? lower : encoded(lower);
    String slug = ascii;
    if (ascii.isEmpty()) {
      slug = PREFIX;
    } else if (ascii.charAt(0) <= '9' || RESERVED.contains(ascii)) {
      slug = PREFIX + "-" + ascii;
    }
    return slug.length() <= LABEL_LIMIT ? slug : shortened(slug, name);
  }

  private static String dashed(String lower) {
    return OUTER_DASHES.matcher(OTHER_ASCII.matcher(lower).replaceAll("-")).replaceAll("");
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static String encoded(String lower) {
    try {
      String punycode = IDN.toASCII(lower, IDN.ALLOW_UNASSIGNED);
      return LEGAL.matcher(punycode).matches() ? punycode : hexadecimal(lower);
    } catch (IllegalArgumentException outsideOfIdna) {
      // Python's identifiers go beyond what IDNA allows: mixed directions, long labels.
      return hexadecimal(lower);
    }
  }

  private static String hexadecimal(String lower) {
    StringBuilder hex = new StringBuilder();
    lower
        .codePoints()
        .forEach(
            c -> {
              if (c < 0x80) {
                hex.appendCodePoint(c);
              } else {
                hex.append("-u").append(Integer.toHexString(c)).append('-');
              }
            });
    return dashed(hex.toString());
  }

  private static String shortened(String slug, String name) {
    CRC32 checksum = new CRC32();
    checksum.update(name.getBytes(StandardCharsets.UTF_8));
    String end = String.format("-%08x", checksum.getValue());
    String start = slug.substring(0, LABEL_LIMIT - end.length());
    return OUTER_DASHES.matcher(start).replaceAll("") + end;
  }
}
