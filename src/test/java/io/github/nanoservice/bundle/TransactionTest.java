package io.github.nanoservice.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanoservice.files.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionTest {
  private static final Content RUNTIME = Content.of("the runtime".getBytes(StandardCharsets.UTF_8));

  @TempDir Path target;
  private Path root;

  @BeforeEach
  void setUp() throws IOException {
    root = Files.createDirectories(target.resolve("root/old")).getParent();
    Files.writeString(root.resolve("old/main.py"), "old");
    Files.writeString(root.resolve("gone.txt"), "gone");
  }

  private Transaction begin() throws IOException {
    return Transaction.begin(root, target.resolve("staging"));
  }

  @Test
  void sharedFilesAreHardLinks() throws IOException {
    try (Transaction transaction = begin()) {
      transaction.write("a/lib/x.py", RUNTIME);
      transaction.write("b/lib/x.py", RUNTIME);
      transaction.write("old/lib/x.py", RUNTIME);
      transaction.commit();
    }
    assertThat(Files.isSameFile(root.resolve("a/lib/x.py"), root.resolve("b/lib/x.py"))).isTrue();
    assertThat(Files.isSameFile(root.resolve("a/lib/x.py"), root.resolve("old/lib/x.py"))).isTrue();
    assertThat(root.resolve("b/lib/x.py")).hasContent("the runtime");
  }

  /** An image is built from a directory, and not every builder handles links. */
  @Test
  void filesOfOneDirectoryAreNotLinked() throws IOException {
    try (Transaction transaction = begin()) {
      transaction.write("a/x.py", RUNTIME);
      transaction.write("a/y.py", RUNTIME);
      transaction.write("a/lib/x.py", RUNTIME);
      transaction.commit();
    }
    assertThat(Files.isSameFile(root.resolve("a/x.py"), root.resolve("a/y.py"))).isFalse();
    assertThat(Files.isSameFile(root.resolve("a/x.py"), root.resolve("a/lib/x.py"))).isFalse();
  }

  @Test
  void replacingOneLinkKeepsTheOthers() throws IOException {
    try (Transaction transaction = begin()) {
      transaction.write("a/x.py", RUNTIME);
      transaction.write("b/x.py", RUNTIME);
      transaction.commit();
    }
    try (Transaction transaction = begin()) {
      transaction.write("b/x.py", Content.of("new".getBytes(StandardCharsets.UTF_8)));
      transaction.commit();
    }
    assertThat(root.resolve("a/x.py")).hasContent("the runtime");
    assertThat(root.resolve("b/x.py")).hasContent("new");
  }

  /** A model of many megabytes is not copied again for one more service. */
  @Test
  void newFileIsALinkToOneThatStays() throws IOException {
    Files.createDirectories(root.resolve("old/lib"));
    Files.writeString(root.resolve("old/lib/x.py"), "the runtime");
    try (Transaction transaction = begin()) {
      transaction.reuse("old/lib/x.py", RUNTIME);
      transaction.write("new/lib/x.py", RUNTIME);
      transaction.commit();
    }
    assertThat(Files.isSameFile(root.resolve("old/lib/x.py"), root.resolve("new/lib/x.py")))
        .isTrue();
  }

  @Test
  void failedStepUndoesTheOthers() throws IOException {
    try (Transaction transaction = begin()) {
      transaction.remove("gone.txt");
      transaction.write("a/x.py", RUNTIME);
      transaction.write("old/main.py", RUNTIME);
      transaction.write("old/lib/x.py", RUNTIME);
      transaction.write("z/x.py", RUNTIME);
      // Somebody else makes it in the meantime.
      Files.writeString(Files.createDirectory(root.resolve("z")).resolve("notes.txt"), "mine");

      assertThatThrownBy(transaction::commit)
          .isInstanceOf(IOException.class)
          .hasNoSuppressedExceptions();
    }
    assertThat(root.toFile().list()).containsExactlyInAnyOrder("gone.txt", "old", "z");
    assertThat(root.resolve("old").toFile().list()).containsExactly("main.py");
    assertThat(root.resolve("old/main.py")).hasContent("old");
    assertThat(root.resolve("z/notes.txt")).hasContent("mine");
    assertThat(target.resolve("staging")).doesNotExist();
  }
}
