-- Gives images back the alternative text that Pandoc's Typst writer leaves out.

local function quoted(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"'
end

local function image(el)
  local alt = el.attributes["fig-alt"] or pandoc.utils.stringify(el.caption)
  -- Without a text Typst refuses the image, as it should, and says so.
  local more = alt ~= "" and ", alt: " .. quoted(alt) or ""
  return pandoc.RawInline("typst", "#image(" .. quoted(el.src) .. more .. ")")
end

return { { Image = image } }
