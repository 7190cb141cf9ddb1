package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ServiceCommandTest {
  private final ServiceCommand command = new ServiceCommand(Path.of("/bundle"));

  @Test
  void processOnRecordIsAServiceIfTheSystemReportsItsArguments() {
    assertThat(command.runs(process(true, "/bin/python", "/bundle/main/main.py"))).isTrue();
    assertThat(command.runs(process(true, "/bin/python", "/other/main/main.py"))).isFalse();
    assertThat(command.runs(process(true, "/bin/editor", "/bundle/main/main.py"))).isFalse();
    assertThat(command.runs(process(true, "/bin/python"))).isFalse();
  }

  @Test
  void processOnRecordIsAServiceIfWindowsRunsPython() {
    assertThat(command.runs(process(false, "/bin/python.exe"))).isTrue();
    assertThat(command.runs(process(false, "/bin/editor.exe"))).isFalse();
    assertThat(command.runsDetached(process(false, "/bin/python.exe"))).isFalse();
  }

  private static ProcessHandle process(
      boolean supportsNormalTermination, String program, String... arguments) {
    ProcessHandle.Info info =
        proxy(
            ProcessHandle.Info.class,
            method ->
                method.equals("command")
                    ? Optional.of(program)
                    : Optional.of(arguments).filter(given -> given.length > 0));
    return proxy(
        ProcessHandle.class,
        method -> method.equals("info") ? info : (Object) supportsNormalTermination);
  }

  private static <T> T proxy(Class<T> type, Function<String, Object> answer) {
    return type.cast(
        Proxy.newProxyInstance(
            ServiceCommandTest.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, given) -> answer.apply(method.getName())));
  }
}
