-- Begins a document's headings at the first level, as Quarto does: its title is no heading.

local function outline(doc)
  local top = math.huge
  doc:walk({ Header = function(el) top = math.min(top, el.level) end })
  if top < math.huge and top > 1 then
    return doc:walk({
      Header = function(el)
        el.level = el.level - top + 1
        return el
      end,
    })
  end
end

return { { Pandoc = outline } }
