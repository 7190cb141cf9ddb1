// Without a locale that knows the letter, Java cannot name the directory.
return System.getProperty('sun.jnu.encoding') == 'UTF-8'
