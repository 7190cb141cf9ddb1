def f(a):
 while a:
  for b in a:
   with a:
    try:
     while a:
      for b in a:
       with a:
        try:
         while a:
          for b in a:
           with a:
            try:
             while a:
              for b in a:
               with a:
                try:
                 while a:
                  for b in a:
                   with a:
                    try:
                     while a:
                      for b in a:
                       pass
                    finally: pass
                finally: pass
            finally: pass
        finally: pass
    finally: pass
