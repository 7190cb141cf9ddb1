"""A call for its effect, which the build lists."""
import warnings

warnings.filterwarnings("error", category=DeprecationWarning, module="quiet_warnings")


def strictness():
    return [each[0] for each in warnings.filters if "quiet_warnings" in str(each[3])]
