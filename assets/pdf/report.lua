-- Turns the parts of a report that have a class of their own into calls of the
-- functions in typst-show.typ, and leaves out what only works on a web page.
-- Both renderers run this filter on the way to a PDF.

local WEB_ONLY = { ["page-nav"] = true, ["html-only"] = true }
local STYLED = { "finding", "evidence", "notice" }

local function raw(text)
  return pandoc.RawBlock("typst", text)
end

local function headlines(div)
  local out = pandoc.Blocks({ raw("#headlines(") })
  for _, item in ipairs(div.content) do
    local blocks = item.t == "Div" and item.content or pandoc.Blocks({ item })
    local about = blocks:clone()
    local figure = about:remove(1)
    out:insert(raw("(figure: ["))
    out:insert(figure)
    out:insert(raw("], about: ["))
    out:extend(about)
    out:insert(raw("]),"))
  end
  out:insert(raw(")"))
  return out
end

local function div(el)
  for _, class in ipairs(el.classes) do
    if WEB_ONLY[class] then
      return {}
    end
  end
  if el.classes:includes("headlines") then
    return headlines(el)
  end
  for _, class in ipairs(STYLED) do
    if el.classes:includes(class) then
      local out = pandoc.Blocks({ raw("#" .. class .. "[") })
      out:extend(el.content)
      out:insert(raw("]"))
      return out
    end
  end
end

local headings = {}

local function header(el)
  headings["#" .. el.identifier] = true
end

-- A link to another page of the site leads nowhere from a file on its own; and Typst
-- stops at a link to what is no heading.
local function link(el)
  if not el.target:match("^%a[%w+.-]*:") and not headings[el.target] then
    return el.content
  end
end

if FORMAT:match("typst") then
  return { { Header = header }, { Div = div, Link = link } }
end
