import java.nio.file.Files
import java.nio.file.Path

// A file that nobody can read, not even root: a link to nowhere.
Files.createSymbolicLink(new File(basedir, 'src/main/python/unreadable.py').toPath(), Path.of('nowhere.py'))
return true
