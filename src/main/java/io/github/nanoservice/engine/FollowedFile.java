package io.github.nanoservice.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Reads a file while another process writes it. The stream ends when the writer has ended. */
final class FollowedFile extends InputStream {
  private static final long POLL_MS = 50;

  private final InputStream file;
  private final BooleanSupplier ended;

  /**
   * Opens a file.
   *
   * @param ended whether the writer has ended
   */
  FollowedFile(Path path, BooleanSupplier ended) throws IOException {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(path.toString());
    }
    this.file = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
    this.ended = ended;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    while (true) {
      // Checked before the read: the writer may write between the two and then end.
      boolean complete = ended.getAsBoolean();
      int count = file.read(buffer, offset, length);
      if (count != -1 || complete) {
        return count;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw (IOException) new InterruptedIOException("interrupted").initCause(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
