package io.github.nanoservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a compiler cannot check of values and constructors. */
class CodeRulesTest {
  private static final String ROOT = "io.github.nanoservice";

  /**
   * A constructor checks and copies its arguments, and a static factory does the work. Creating an
   * object is not counted as a call, for a constructor may put its parts together.
   */
  private static final int MOST_CALLS_IN_CONSTRUCTOR = 3;

  /**
   * Constructors that do work for a reason: those of the parser set up a state machine, those of
   * processes start reading at once, and builders start from the defaults.
   */
  private static final Set<String> WORKING_CONSTRUCTORS =
      Set.of(
          "BlockStack.Block",
          "Lexer",
          "NameTable",
          "ProcessRunner.Run",
          "Scopes",
          "ServiceOptions.Builder",
          "ServiceProcess",
          "SourceRequest.Builder");

  /** A unit has the bytes of a source file, which may be large; nobody changes them. */
  private static final Set<String> RECORDS_WITH_ARRAYS = Set.of("SourceScan.Unit");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void constructorsDoNoWork() {
    assertThat(namesOf(CodeRulesTest::hasWorkingConstructor))
        .containsExactlyInAnyOrderElementsOf(WORKING_CONSTRUCTORS);
  }

  @Test
  void recordsCopyTheirCollections() {
    assertThat(namesOf(type -> type.isRecord() && collections(type) > copies(type))).isEmpty();
  }

  @Test
  void recordsHaveNoArrays() {
    assertThat(
            namesOf(
                type ->
                    type.isRecord()
                        && components(type).anyMatch(field -> field.getRawType().isArray())))
        .containsExactlyInAnyOrderElementsOf(RECORDS_WITH_ARRAYS);
  }

  @Test
  void staticFieldsAreFinal() {
    assertThat(
            namesOf(
                type ->
                    type.getFields().stream()
                        .map(JavaField::getModifiers)
                        .anyMatch(
                            modifiers ->
                                modifiers.contains(JavaModifier.STATIC)
                                    && !modifiers.contains(JavaModifier.FINAL))))
        .isEmpty();
  }

  private static Set<String> namesOf(Predicate<JavaClass> violates) {
    Set<String> names = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (violates.test(type)) {
        names.add(type.getName().substring(type.getPackageName().length() + 1).replace('$', '.'));
      }
    }
    return names;
  }

  private static boolean hasWorkingConstructor(JavaClass type) {
    return type.getConstructors().stream()
        .anyMatch(
            constructor ->
                callsOwnMethod(constructor)
                    || workingCalls(constructor) > MOST_CALLS_IN_CONSTRUCTOR);
  }

  private static boolean callsOwnMethod(JavaConstructor constructor) {
    return constructor.getMethodCallsFromSelf().stream()
        .filter(call -> call.getTargetOwner().equals(constructor.getOwner()))
        .map(call -> call.getTarget().resolveMember())
        .flatMap(Optional::stream)
        .anyMatch(method -> !method.getModifiers().contains(JavaModifier.STATIC));
  }

  private static long workingCalls(JavaConstructor constructor) {
    return constructor.getMethodCallsFromSelf().stream().filter(call -> !isCopy(call)).count();
  }

  private static boolean isCopy(JavaAccess<?> call) {
    String name = call.getTarget().getName();
    return name.equals("copyOf")
        || name.startsWith("unmodifiable")
        || name.equals("requireNonNull");
  }

  private static Stream<JavaField> components(JavaClass type) {
    return type.getFields().stream()
        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC));
  }

  private static long collections(JavaClass type) {
    return components(type)
        .map(JavaField::getRawType)
        .filter(raw -> raw.isAssignableTo(Collection.class) || raw.isAssignableTo(Map.class))
        .count();
  }

  private static long copies(JavaClass type) {
    return type.getConstructors().stream()
        .mapToLong(c -> c.getMethodCallsFromSelf().stream().filter(CodeRulesTest::isCopy).count())
        .max()
        .orElse(0);
  }
}
