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
                     pass
                    finally: pass
                finally: pass
            finally: pass
        finally: pass
    finally: pass
def g(a):
 if a:
  if a:
   if a:
    if a:
     if a:
      if a:
       if a:
        if a:
         if a:
          if a:
           if a:
            if a:
             if a:
              if a:
               if a:
                if a:
                 if a:
                  if a:
                   if a:
                    if a:
                     if a:
                      if a:
                       if a:
                        if a:
                         if a:
                          if a:
                           if a:
                            if a:
                             if a:
                              if a:
                               pass
