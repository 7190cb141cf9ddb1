package io.github.nanoservice.javaclient.support;

/** An exception that a Python function raised. */
public final class PythonException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String pythonClass;
  private final String traceback;

  PythonException(String pythonClass, String message, String traceback) {
    super(message);
    this.pythonClass = pythonClass;
    this.traceback = traceback;
  }

  /**
   * Returns the class of the exception.
   *
   * @return its name as Python shows it: {@code ValueError}, {@code shop.NoStock}
   */
  public String pythonClass() {
    return pythonClass;
  }

  /**
   * Returns where the exception was raised.
   *
   * @return the traceback as Python prints it, through all services
   */
  public String traceback() {
    return traceback;
  }

  @Override
  public String toString() {
    return getClass().getName() + ": " + pythonClass + ": " + getMessage();
  }
}
