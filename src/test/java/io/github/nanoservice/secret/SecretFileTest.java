package io.github.nanoservice.secret;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class SecretFileTest {

  @ParameterizedTest
  @ValueSource(strings = {"/proc/kmsg", "/proc/self/environ", "/dev/zero"})
  @EnabledOnOs(OS.LINUX)
  void fileOfTheSystemIsRefused(Path file) {
    assertThatThrownBy(() -> SecretFile.read(file))
        .isInstanceOf(InvalidSecretException.class)
        .hasMessageContaining(file.toString());
  }
}
