"""One process a document, shut in, so that no document can take the others down, or anything away.

A submitted file is somebody else's data, read by parsers that are partly written in C: it may hang, grow without end,
crash, or take over the process that reads it. Each is therefore worked on by a process of its own.

    the main process      `pool.Pool`        asks for work on a file, holds the answer against its limits
    the template          `template`         has the modules, the call and the model loaded; forks itself for each file
    a document's process  `document`         shuts itself in, works on one file, answers, ends
    helpers               `helpers`          Tesseract, and whatever else may crash: started by the template only

Nothing passes from one document to the next: the template never touches a file. What shuts a document's process in is
`lockdown`; which of it the kernel at hand has is `lockdown.protection()`.
"""
