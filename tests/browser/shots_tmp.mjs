import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { signIn } from './sign_in.mjs';
const address='http://127.0.0.1:8761';
const browser=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu','--no-proxy-server']});
const ctx=await browser.newContext({baseURL:address,locale:'es-ES'});
const p=await ctx.newPage();
await signIn(p,'admin',()=>readFileSync('/tmp/al-demo.log','utf8'));
const state=await ctx.storageState();
const pages=process.argv.slice(2);
for(const path of pages) for(const [scheme,width] of [['light',1280],['dark',1280],['light',375]]){
  const c=await browser.newContext({baseURL:address,viewport:{width,height:800},colorScheme:scheme,storageState:state,locale:'es-ES'});
  const q=await c.newPage(); await q.goto(path);
  await q.screenshot({path:`/tmp/al-shots/${path.replace(/\W+/g,'_')}-${scheme}-${width}.png`,fullPage:true}); await c.close();
}
await browser.close();
