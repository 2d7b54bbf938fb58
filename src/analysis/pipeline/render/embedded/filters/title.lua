-- Writes the plain texts that a page's head holds: its title and its description.

local function plain(doc)
  doc.meta.pagetitle = pandoc.utils.stringify(doc.meta.title or "")
  doc.meta.about = doc.meta.description and pandoc.utils.stringify(doc.meta.description)
  return doc
end

return { { Pandoc = plain } }
