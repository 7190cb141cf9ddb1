package io.github.nanoservice.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of an archive's central directory that {@link java.util.zip} does not give: the kinds of
 * its entries (APPNOTE.TXT, 4.3.12). It is read after {@link java.util.zip.ZipFile} has accepted
 * the archive.
 */
final class CentralDirectory {
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int HEADER_SIGNATURE = 0x02014b50;
  private static final int HEADER_LENGTH = 46;
  private static final int UNIX = 3;

  /** The kinds of files in the mode of a Unix file (sys/stat.h). */
  private static final int KIND = 0xf000;

  private static final int REGULAR = 0x8000;
  private static final int DIRECTORY = 0x4000;

  private CentralDirectory() {}

  /**
   * Whether all entries are regular files or directories, and the archive is small enough to have
   * no record of ZIP64 at its end.
   */
  static boolean hasPlainFilesOnly(Path archive) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(archive)) {
      long tailStart = Math.max(0, channel.size() - END_LENGTH - LONGEST_COMMENT);
      ByteBuffer tail = read(channel, tailStart, (int) (channel.size() - tailStart));
      int end = tail.capacity() - END_LENGTH;
      while (end >= 0 && tail.getInt(end) != END_SIGNATURE) {
        end--;
      }
      if (end < 0) {
        return false;
      }
      int count = Short.toUnsignedInt(tail.getShort(end + 10));
      long length = Integer.toUnsignedLong(tail.getInt(end + 12));
      long start = tailStart + end - length;
      if (count == 0xffff || start < 0 || length > Integer.MAX_VALUE) {
        return false;
      }
      return arePlain(read(channel, start, (int) length), count);
    }
  }

  private static boolean arePlain(ByteBuffer headers, int count) {
    int at = 0;
    for (int left = count; left > 0; left--) {
      if (at + HEADER_LENGTH > headers.capacity() || headers.getInt(at) != HEADER_SIGNATURE) {
        return false;
      }
      int kind = headers.getInt(at + 38) >>> 16 & KIND;
      if (headers.get(at + 5) == UNIX && kind != 0 && kind != REGULAR && kind != DIRECTORY) {
        return false;
      }
      at +=
          HEADER_LENGTH
              + Short.toUnsignedInt(headers.getShort(at + 28))
              + Short.toUnsignedInt(headers.getShort(at + 30))
              + Short.toUnsignedInt(headers.getShort(at + 32));
    }
    return true;
  }

  private static ByteBuffer read(SeekableByteChannel channel, long start, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    channel.position(start);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // The rest follows.
    }
    return buffer;
  }
}
