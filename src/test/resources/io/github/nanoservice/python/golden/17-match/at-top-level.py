match command:
    case "a": import os
    case [x, y]: z = x
