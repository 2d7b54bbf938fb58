-- Gives images the alternative text that stands in their attribute "fig-alt": Pandoc's
-- HTML writer takes it from "alt", and its Typst writer leaves it out.

local function quoted(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"'
end

local function image(el)
  local alt = el.attributes["fig-alt"] or el.attributes.alt
    or pandoc.utils.stringify(el.caption)
  if FORMAT:match("^html") then
    el.attributes["fig-alt"] = nil
    el.attributes.alt = alt
    return el
  end
  -- Without a text Typst refuses the image, as it should, and says so.
  local more = alt ~= "" and ", alt: " .. quoted(alt) or ""
  return pandoc.RawInline("typst", "#image(" .. quoted(el.src) .. more .. ")")
end

return { { Image = image } }
