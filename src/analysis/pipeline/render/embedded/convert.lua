-- Converts many documents in one run of Pandoc, which takes a tenth of a second to start.
-- Run by "pandoc lua" with the path of a JSON file: reader, abbreviations, the settings
-- of each format (template, filters, metadata, variables, options) and documents, each a
-- source and, by format, a target and variables. Says of each document, in a line of its
-- own, that it is written, or why not.

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
local templates = {}
for name, format in pairs(given.formats) do
  templates[name] = pandoc.template.compile(read(format.template), format.template)
end

-- A set, whose members are the keys.
local abbreviations = {}
for _, short in ipairs(given.abbreviations) do
  abbreviations[short] = true
end
local reading = pandoc.ReaderOptions({ abbreviations = abbreviations })

local function convert(source, name, to)
  local format = given.formats[name]
  local doc = pandoc.read(source, given.reader, reading)
  for key, value in pairs(format.metadata) do
    doc.meta[key] = value
  end
  FORMAT = name
  for _, filter in ipairs(format.filters) do
    doc = pandoc.utils.run_lua_filter(doc, filter)
  end
  local settings = { template = templates[name], wrap_text = "none", variables = {} }
  for key, value in pairs(format.options) do
    settings[key] = value
  end
  for _, variables in ipairs({ format.variables, to.variables }) do
    for key, value in pairs(variables) do
      settings.variables[key] = value
    end
  end
  write(to.target, pandoc.write(doc, name, pandoc.WriterOptions(settings)))
end

local function convert_all(document)
  local source = read(document.source)
  for name, to in pairs(document.to) do
    convert(source, name, to)
  end
end

for _, document in ipairs(given.documents) do
  local done, why = pcall(convert_all, document)
  local said = { source = document.source, why = not done and tostring(why) or nil }
  io.stdout:write(pandoc.json.encode(said), "\n")
  io.stdout:flush()
end
