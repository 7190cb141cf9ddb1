package io.github.nanoservice.diagnostic;

import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;

/**
 * Computes how many terminal columns a character takes. The JDK has no table of Unicode's East
 * Asian Width (UAX 11); scripts and blocks are close to it.
 */
final class Width {
  private static final int EMOJI_FIRST = 0x1F300;
  private static final int EMOJI_LAST = 0x1FAFF;

  private Width() {}

  static int of(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> wide(codePoint) ? 2 : 1;
    };
  }

  private static boolean wide(int codePoint) {
    if (codePoint >= EMOJI_FIRST && codePoint <= EMOJI_LAST) {
      return true;
    }
    UnicodeBlock block = UnicodeBlock.of(codePoint);
    if (block == UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS) {
      return codePoint <= 0xFF60 || codePoint >= 0xFFE0 && codePoint <= 0xFFE6;
    }
    if (block == UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION) {
      return true;
    }
    return switch (UnicodeScript.of(codePoint)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, YI -> true;
      default -> false;
    };
  }
}
