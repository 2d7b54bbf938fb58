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
local level = 6

local function header(el)
  headings["#" .. el.identifier] = true
  level = math.min(level, el.level)
end

-- What is known of each fact that the headlines state, once, in the order of first use.
local facts, order = {}, pandoc.List({})

local function note(el)
  local id = el.attributes.fact or el.attributes["data-fact"]
  if el.classes:includes("fact") and id and not facts[id] then
    facts[id] = el.content
    order:insert(id)
  end
end

local function drop_notes(el)
  if el.classes:includes("facts") then
    return {}
  end
end

-- The notes stand at the end, where a link leads to by click and its id on paper.
local function append_notes(doc)
  if #order == 0 then
    return nil
  end
  doc.blocks:insert(pandoc.Header(level, "Evidence for the headline figures", pandoc.Attr("evidence-notes")))
  for _, id in ipairs(order) do
    local blocks = facts[id]:clone()
    if blocks[1] and blocks[1].content then
      blocks[1].content:insert(1, pandoc.Space())
      blocks[1].content:insert(1, pandoc.Strong(pandoc.Str(id)))
      blocks[1].content:insert(1, pandoc.RawInline("typst", "#metadata(none) <fact-" .. id .. ">"))
    end
    doc.blocks:insert(raw("#evidence["))
    doc.blocks:extend(blocks)
    doc.blocks:insert(raw("]"))
  end
  return doc
end

-- A link to another page of the site leads nowhere from a file on its own; and Typst
-- stops at a link to what is no heading.
local function link(el)
  local id = el.target:match("#fact%-([%w_.-]+)$")
  if id and facts[id] then
    local out = el.content:clone()
    out:insert(1, pandoc.RawInline("typst", "#link(<fact-" .. id .. ">)["))
    out:extend({ pandoc.Space(), pandoc.Str("(" .. id .. ")"), pandoc.RawInline("typst", "]") })
    return out
  end
  if not el.target:match("^%a[%w+.-]*:") and not headings[el.target] then
    return el.content
  end
end

if FORMAT:match("typst") then
  return {
    { Header = header, Div = note },
    { Div = drop_notes },
    { Div = div, Link = link, Pandoc = append_notes },
  }
end
