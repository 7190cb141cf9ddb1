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
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What a compiler cannot check of values and constructors. */
class CodeRulesTest {
  private static final String ROOT = "io.github.nanoservice";

  /** A constructor checks and copies its arguments; a static factory does the work. */
  private static final int MOST_CALLS_IN_CONSTRUCTOR = 3;

  /** Constructors that still do work. Remove a class from here once it has a static factory. */
  private static final Set<String> WORKING_CONSTRUCTORS = Set.of();

  /**
   * Records that still keep the caller's collections. Remove a class once its constructor copies
   * them.
   */
  private static final Set<String> RECORDS_WITHOUT_COPIES = Set.of();

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
    assertThat(namesOf(type -> type.isRecord() && collections(type) > copies(type)))
        .containsExactlyInAnyOrderElementsOf(RECORDS_WITHOUT_COPIES);
  }

  @Test
  void recordsHaveNoArrays() {
    assertThat(
            namesOf(
                type ->
                    type.isRecord()
                        && components(type).anyMatch(field -> field.getRawType().isArray())))
        .isEmpty();
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
        names.add(type.getName().substring(ROOT.length() + 1));
      }
    }
    return names;
  }

  private static boolean hasWorkingConstructor(JavaClass type) {
    return type.getConstructors().stream()
        .anyMatch(constructor -> work(constructor) > MOST_CALLS_IN_CONSTRUCTOR);
  }

  /** The number of calls, without the call of the super class's constructor and without copies. */
  private static long work(JavaConstructor constructor) {
    long constructors =
        constructor.getConstructorCallsFromSelf().stream()
            .filter(call -> !isSuper(constructor, call))
            .filter(call -> !call.getTargetOwner().isAssignableTo(Throwable.class))
            .count();
    long methods =
        constructor.getMethodCallsFromSelf().stream().filter(call -> !isCopy(call)).count();
    return constructors + methods;
  }

  private static boolean isSuper(JavaConstructor constructor, JavaAccess<?> call) {
    JavaClass owner = constructor.getOwner();
    return call.getTargetOwner().equals(owner)
        || owner.getRawSuperclass().filter(call.getTargetOwner()::equals).isPresent();
  }

  private static boolean isCopy(JavaAccess<?> call) {
    String name = call.getTarget().getName();
    return name.equals("copyOf")
        || name.startsWith("unmodifiable")
        || name.equals("requireNonNull");
  }

  private static java.util.stream.Stream<JavaField> components(JavaClass type) {
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
