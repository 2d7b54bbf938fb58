-- Writes Typst of many documents in one run of Pandoc, which takes a tenth of a second
-- to start. Run by "pandoc lua" with the path of a JSON file: template, header, filters,
-- metadata, reader, abbreviations and documents (each a source and a target). Says of each document, in a line
-- of its own, that it is written, or why not.

FORMAT = "typst"

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("a")
  file:close()
  return text
end

local function write(path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
end

local given = pandoc.json.decode(read(arg[1]), false)
local options = pandoc.WriterOptions({
  template = pandoc.template.compile(read(given.template), given.template),
  variables = { ["header-includes"] = { read(given.header) } },
  wrap_text = "none",
})

-- A set, whose members are the keys.
local abbreviations = {}
for _, short in ipairs(given.abbreviations) do
  abbreviations[short] = true
end
local reading = pandoc.ReaderOptions({ abbreviations = abbreviations })

local function convert(source, target)
  local doc = pandoc.read(read(source), given.reader, reading)
  for name, value in pairs(given.metadata) do
    doc.meta[name] = value
  end
  for _, filter in ipairs(given.filters) do
    doc = pandoc.utils.run_lua_filter(doc, filter)
  end
  write(target, pandoc.write(doc, "typst", options))
end

for _, document in ipairs(given.documents) do
  local done, why = pcall(convert, document.source, document.target)
  local said = { target = document.target, why = not done and tostring(why) or nil }
  io.stdout:write(pandoc.json.encode(said), "\n")
  io.stdout:flush()
end
